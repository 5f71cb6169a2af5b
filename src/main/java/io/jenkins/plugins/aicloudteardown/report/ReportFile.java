package io.jenkins.plugins.aicloudteardown.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * A build's rows on disk: one JSON object a line, UTF-8, only ever appended to. A controller that is killed may leave
 * half a line, which is ended before the next one is written and skipped when read. Blocks; one writer at a time.
 */
final class ReportFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .build();
    private static final ObjectWriter WRITER = JSON.writerFor(ReportRow.class);
    private static final ObjectReader READER = JSON.readerFor(ReportRow.class);

    /** Of bytes read at once; grows for a longer line. */
    private static final int BUFFER = 1 << 16;

    private final Path path;

    ReportFile(Path path) {
        this.path = path;
    }

    /** In bytes; 0 if there is no file. */
    long length() {
        return path.toFile().length();
    }

    boolean exists() {
        return Files.exists(path);
    }

    /** Appends all rows, or none: they are on the disk when this returns. */
    void append(Collection<ReportRow> rows) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (ReportRow row : rows) {
            lines.writeBytes(WRITER.writeValueAsBytes(row));
            lines.write('\n');
        }
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            try {
                channel.position(end);
                if (torn(channel, end)) {
                    write(channel, ByteBuffer.wrap(new byte[] {'\n'}));
                }
                write(channel, ByteBuffer.wrap(lines.toByteArray()));
                channel.force(false);
            } catch (IOException e) {
                channel.truncate(end);
                throw e;
            }
        }
    }

    private static boolean torn(FileChannel channel, long end) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return end > 0 && channel.read(last, end - 1) == 1 && last.get(0) != '\n';
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Hands over the rows from a position on, in the order written; what cannot be read is left out.
     *
     * @return the position behind the last whole line
     */
    long read(long position, Consumer<ReportRow> rows) throws IOException {
        long end = position;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
                InputStream in = Channels.newInputStream(channel.position(position))) {
            byte[] bytes = new byte[BUFFER];
            int filled = 0;
            for (int more = in.read(bytes); more >= 0; more = in.read(bytes, filled, bytes.length - filled)) {
                int begin = 0;
                for (int i = filled; i < filled + more; i++) {
                    if (bytes[i] == '\n') {
                        parse(bytes, begin, i - begin, rows);
                        begin = i + 1;
                    }
                }
                end += begin;
                filled += more - begin;
                System.arraycopy(bytes, begin, bytes, 0, filled);
                if (filled == bytes.length) {
                    bytes = Arrays.copyOf(bytes, 2 * filled);
                }
            }
        }
        return end;
    }

    private static void parse(byte[] bytes, int begin, int length, Consumer<ReportRow> rows) {
        ReportRow row;
        try {
            row = READER.readValue(bytes, begin, length);
        } catch (IOException e) {
            return;
        }
        if (row != null) {
            rows.accept(row);
        }
    }
}

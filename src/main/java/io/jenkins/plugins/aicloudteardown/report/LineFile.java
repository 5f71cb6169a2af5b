package io.jenkins.plugins.aicloudteardown.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.Functions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Consumer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A file of one JSON object a line, UTF-8, only ever appended to. A controller that is killed may leave half a line, which
 * is ended before the next one is written. No handle stays open. Blocks; one writer at a time.
 *
 * @param <T> what a line is
 */
@Restricted(NoExternalUse.class)
public abstract class LineFile<T> {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_DEFAULT, JsonInclude.Include.ALWAYS))
            .build();
    private static final ObjectWriter WRITER = JSON.writer();
    /** Stands for lines that were lost; a reader counts it as a line that cannot be read. */
    private static final byte[] CUT = "lines are missing here\n".getBytes(StandardCharsets.UTF_8);

    /** Of bytes read at once; grows for a longer line. */
    private static final int BUFFER = 1 << 16;

    private final Path path;

    protected LineFile(Path path) {
        this.path = path;
    }

    /** Reads lines of a type: what a line lacks keeps its default, and what the type lacks is passed over. */
    protected static ObjectReader readerFor(Class<?> type) {
        return JSON.readerFor(type);
    }

    /** What stands between two positions, which are the bounds of a line. */
    protected abstract T parse(byte[] bytes, int begin, int length) throws IOException;

    /** In bytes; 0 if there is no file. */
    public final long length() {
        return path.toFile().length();
    }

    public final boolean exists() {
        return Files.exists(path);
    }

    public final void remove() throws IOException {
        Files.deleteIfExists(path);
    }

    /** Where lines were written: from one length of the file to another, in bytes. */
    public record Written(long from, long to) {}

    /**
     * Appends all lines, or none.
     *
     * @param force whether they are on the disk when this returns; otherwise they survive the end of this process, but
     *     not the machine's
     * @param known a length that the file had before: if it is shorter now, a line says that something is missing
     */
    public final Written append(Collection<? extends T> lines, boolean force, long known) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (T line : lines) {
            text.writeBytes(WRITER.writeValueAsBytes(line));
            text.write('\n');
        }
        boolean made = length() == 0;
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            try {
                channel.position(end);
                if (torn(channel, end)) {
                    write(channel, ByteBuffer.wrap(new byte[] {'\n'}));
                }
                if (end < known) {
                    write(channel, ByteBuffer.wrap(CUT));
                }
                write(channel, ByteBuffer.wrap(text.toByteArray()));
                if (force) {
                    channel.force(false);
                }
                if (made && force) {
                    forceDirectory();
                }
            } catch (IOException e) {
                channel.truncate(end);
                throw e;
            }
            return new Written(end, channel.position());
        }
    }

    /** A file is only found again after a power failure if its directory knows of it. Windows can do without. */
    private void forceDirectory() throws IOException {
        if (!Functions.isWindows()) {
            try (FileChannel directory =
                    FileChannel.open(Objects.requireNonNull(path.getParent()), StandardOpenOption.READ)) {
                directory.force(true);
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
     * Hands over the lines from a position on, in the order written.
     *
     * @param lines is told null for what cannot be read, half a line at the end among it
     * @return the position behind the last whole line
     */
    public final long read(long position, Consumer<T> lines) throws IOException {
        long end = position;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
                InputStream in = Channels.newInputStream(channel.position(position))) {
            byte[] bytes = new byte[BUFFER];
            int filled = 0;
            for (int more = in.read(bytes); more >= 0; more = in.read(bytes, filled, bytes.length - filled)) {
                int begin = 0;
                for (int i = filled; i < filled + more; i++) {
                    if (bytes[i] == '\n') {
                        lines.accept(parsed(bytes, begin, i - begin));
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
            if (filled > 0) {
                lines.accept(null);
            }
        }
        return end;
    }

    private T parsed(byte[] bytes, int begin, int length) {
        try {
            return parse(bytes, begin, length);
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether a line begins so. */
    protected static boolean begins(byte[] bytes, int begin, int length, byte[] with) {
        return length > with.length && Arrays.equals(bytes, begin, begin + with.length, with, 0, with.length);
    }
}

package io.jenkins.plugins.aicloudteardown.report;

import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A build's journal on disk. */
final class JournalFile extends LineFile<JournalLine> {
    private static final ObjectReader ROW = readerFor(ReportRow.class);
    private static final ObjectReader OPENING = readerFor(Opening.class);
    private static final ObjectReader REFUSAL = readerFor(Refusal.class);
    /** How an opening line begins, and no other. */
    private static final byte[] OPENS = "{\"opening\":".getBytes(StandardCharsets.UTF_8);
    /** How a refusal's line begins, and no other. */
    private static final byte[] REFUSES = "{\"refused\":".getBytes(StandardCharsets.UTF_8);

    JournalFile(Path path) {
        super(path);
    }

    @Override
    protected JournalLine parse(byte[] bytes, int begin, int length) throws IOException {
        return reader(bytes, begin, length).readValue(bytes, begin, length);
    }

    private static ObjectReader reader(byte[] bytes, int begin, int length) {
        if (begins(bytes, begin, length, OPENS)) {
            return OPENING;
        }
        return begins(bytes, begin, length, REFUSES) ? REFUSAL : ROW;
    }
}

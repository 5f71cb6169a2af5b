package io.jenkins.plugins.aicloudteardown.disposal;

import com.fasterxml.jackson.databind.ObjectReader;
import io.jenkins.plugins.aicloudteardown.report.LineFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An order on disk, in the form of a build's journal. */
final class OrderFile extends LineFile<OrderLine> {
    private static final ObjectReader TAKEN = readerFor(Taken.class);
    private static final ObjectReader STANDING = readerFor(Standing.class);
    private static final ObjectReader CHANGE = readerFor(Change.class);
    private static final byte[] ORDER = "{\"order\":".getBytes(StandardCharsets.UTF_8);
    private static final byte[] ID = "{\"id\":".getBytes(StandardCharsets.UTF_8);

    OrderFile(Path path) {
        super(path);
    }

    @Override
    protected OrderLine parse(byte[] bytes, int begin, int length) throws IOException {
        ObjectReader reader =
                begins(bytes, begin, length, ORDER) ? TAKEN : begins(bytes, begin, length, ID) ? STANDING : CHANGE;
        return reader.readValue(bytes, begin, length);
    }
}

package io.jenkins.plugins.aicloudteardown.disposal;

import hudson.Functions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The directory with a file for each order. Blocks. */
final class OrderStore {
    private static final Logger LOGGER = Logger.getLogger(OrderStore.class.getName());
    private static final String END = ".jsonl";

    private final Path home;
    private final Path ours;
    private final Path directory;

    OrderStore(Path home) {
        this.home = home;
        this.ours = home.resolve("ai-cloud-teardown");
        this.directory = ours.resolve("orders");
    }

    /** The file of an order that may be written; its directory is on the disk. */
    OrderFile file(String order) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            force(ours);
            force(home);
        }
        return new OrderFile(directory.resolve(order + END));
    }

    private static void force(Path made) throws IOException {
        if (!Functions.isWindows()) {
            try (FileChannel channel = FileChannel.open(made, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Whether there is a file of an order, whatever it holds. */
    boolean has(String order) {
        return Files.exists(directory.resolve(order + END));
    }

    /** All orders; a file that holds none, or cannot be read, stays where it is and is told of. */
    List<Order> read() {
        List<Order> orders = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return orders;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + END)) {
            for (Path path : files) {
                read(path, orders);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOGGER.log(Level.WARNING, e, () -> "The teardowns that were handed over cannot be read from " + directory);
        }
        return orders;
    }

    private static void read(Path path, List<Order> orders) {
        try {
            Order order = Order.read(new OrderFile(path));
            if (order == null) {
                LOGGER.warning(() -> path + " holds no whole order: the step that was to write it did not end");
            } else {
                orders.add(order);
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> path + " cannot be read, so what it holds is not torn down");
        }
    }
}

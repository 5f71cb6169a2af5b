package io.jenkins.plugins.aicloudteardown.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A provider that is never what is waited for: DataForest's kill on 127.0.0.1, by one thread, however many requests are
 * under way. The path in front of the API's own says when the answer comes: {@code /after20} is after 20 milliseconds,
 * {@code /held} as soon as it is let go. Checks no signature.
 *
 * <p>A process of its own, so that its time and memory are not taken for those of what is measured. It prints its port,
 * obeys the lines of its standard input, and ends with that. It uses nothing but the JDK.
 */
final class FastProvider {
    private static final Pattern TARGET =
            Pattern.compile("POST /(?:after(\\d{1,6})|held)/api/v2/aiapps/kill HTTP/1\\.1");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d{1,6})");
    private static final Pattern ID = Pattern.compile("\\{\\s*\"id\"\\s*:\\s*\"([0-9A-Za-z]{1,22})\"\\s*}");
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
    private static final int BACKLOG = 4096;

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::nanos));
    private final Set<Connection> held = new LinkedHashSet<>();
    private boolean holding;
    private long answered;

    private record Due(long nanos, Connection connection) {}

    private FastProvider() throws IOException {
        selector = Selector.open();
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    public static void main(String[] args) throws IOException {
        FastProvider provider = new FastProvider();
        Thread server = new Thread(provider::serve, "provider");
        server.setDaemon(true);
        server.start();
        System.out.println(provider.listener.socket().getLocalPort());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String order = in.readLine(); order != null; order = in.readLine()) {
            String word = order;
            provider.orders.add(() -> System.out.println(provider.obey(word)));
            provider.selector.wakeup();
        }
    }

    private long obey(String order) {
        switch (order) {
            case "hold":
                holding = true;
                return 0;
            case "release":
                holding = false;
                held.forEach(connection -> due.add(new Due(System.nanoTime(), connection)));
                held.clear();
                return 0;
            case "held":
                return held.size();
            case "answered":
                return answered;
            default:
                throw new IllegalArgumentException(order);
        }
    }

    private void serve() {
        try {
            while (true) {
                for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
                    order.run();
                }
                answerWhatIsDue();
                selector.select(this::ready, due.isEmpty() ? 0 : untilNext());
            }
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private void answerWhatIsDue() {
        while (!due.isEmpty() && due.peek().nanos() - System.nanoTime() <= 0) {
            due.remove().connection().answer();
        }
    }

    /** At least one, because none means for ever. */
    private long untilNext() {
        long nanos = due.peek().nanos() - System.nanoTime();
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos + TimeUnit.MILLISECONDS.toNanos(1) - 1));
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof Connection connection) {
            connection.read();
            return;
        }
        try {
            for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.register(selector, SelectionKey.OP_READ, new Connection(channel));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One request at a time, as HTTP/1.1 clients send them. */
    private final class Connection {
        private final SocketChannel channel;
        private byte[] request = new byte[1024];
        private int filled;
        private byte[] reply;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void read() {
            buffer.clear();
            int count;
            try {
                count = channel.read(buffer);
            } catch (IOException e) {
                count = -1;
            }
            if (count < 0) {
                close();
                return;
            }
            buffer.flip();
            if (filled + count > request.length) {
                request = Arrays.copyOf(request, 2 * (filled + count));
            }
            buffer.get(request, filled, count);
            filled += count;
            int head = headLength();
            if (head < 0) {
                return;
            }
            String text = new String(request, 0, head, StandardCharsets.ISO_8859_1);
            Matcher length = LENGTH.matcher(text);
            int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
            if (filled < head + body) {
                return;
            }
            filled = 0;
            accept(text, new String(request, head, body, StandardCharsets.UTF_8));
        }

        private int headLength() {
            for (int i = 0; i + HEAD_END.length <= filled; i++) {
                if (request[i] == '\r'
                        && Arrays.equals(request, i, i + HEAD_END.length, HEAD_END, 0, HEAD_END.length)) {
                    return i + HEAD_END.length;
                }
            }
            return -1;
        }

        private void accept(String head, String body) {
            Matcher target = TARGET.matcher(head.substring(0, head.indexOf('\r')));
            Matcher id = ID.matcher(body);
            if (!target.matches() || !id.matches()) {
                reply = reply("400 Bad Request", "{\"success\":false,\"message\":\"invalid request parameters\"}");
                answer();
                return;
            }
            reply = reply("200 OK", "{\"success\":true,\"message\":\"success\",\"id\":\"" + id.group(1) + "\"}");
            answered++;
            String delay = target.group(1);
            if (delay == null && holding) {
                held.add(this);
            } else if (delay == null || Integer.parseInt(delay) == 0) {
                answer();
            } else {
                due.add(new Due(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Integer.parseInt(delay)), this));
            }
        }

        private byte[] reply(String status, String json) {
            return String.format(
                            Locale.ROOT,
                            "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
                            status,
                            json.length(),
                            json)
                    .getBytes(StandardCharsets.US_ASCII);
        }

        void answer() {
            try {
                ByteBuffer bytes = ByteBuffer.wrap(reply);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                close();
            }
        }

        private void close() {
            held.remove(this);
            try {
                channel.close();
            } catch (IOException e) {
                // It is of no more use either way.
            }
        }
    }
}

package io.jenkins.plugins.aicloudteardown.sandbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A small HTTP/1.1 server on 127.0.0.1 over plain sockets, one daemon thread per connection.
 *
 * <p>Plain sockets, because a higher-level server can neither reset a connection, nor lie about a length, nor tell
 * that a waiting client has hung up.
 */
public final class LoopbackServer implements AutoCloseable {

    private static final int MAX_HEAD = 256 * 1024;
    private static final int MAX_BODY = 8 * 1024 * 1024;
    private static final int BACKLOG = 1024;
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Duration LINGERING = Duration.ofSeconds(1);
    private static final Duration ENDLESS_PAUSE = Duration.ofMillis(1);
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** How a request ended. */
    public enum Ending {
        /** The answer was written in full. */
        ANSWERED,
        /** The sandbox itself broke off, on purpose or because it is being closed. */
        DROPPED,
        /** The client hung up before the answer was complete. */
        HUNG_UP
    }

    /**
     * What to do with one request.
     *
     * @param ending told {@code ANSWERED} just before the last byte goes out, so that whoever has read the answer finds
     *     the books closed; {@code HUNG_UP} may still follow if that last write fails
     */
    public record Exchange(Reply reply, Consumer<Ending> ending) {}

    /** Answers requests; called on the connection's thread. */
    public interface Handler {

        /** Called when the head was read and the body not yet: an exchange to end the request here, or null. */
        default Exchange head(Request head) {
            return null;
        }

        /** Called with the whole request. */
        Exchange handle(Request request);
    }

    private final ServerSocket listener;
    private final SSLContext tls;
    private final Clock clock;
    private final Handler handler;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicInteger toReset = new AtomicInteger();
    private final Thread acceptor;
    private volatile boolean closed;

    /**
     * Binds and starts.
     *
     * @param port 0 for any free one
     * @param tls null for plain HTTP
     * @param clock tells the time of the {@code Date} header
     */
    public LoopbackServer(int port, SSLContext tls, Clock clock, Handler handler) {
        this.tls = tls;
        this.clock = clock;
        this.handler = handler;
        try {
            listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        acceptor = daemon("sandbox-" + port() + "-accept", this::accept);
        acceptor.start();
    }

    /** The port bound. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Connections open now. */
    public int openConnections() {
        return connections.size();
    }

    /** Connections accepted since the start. */
    public long acceptedConnections() {
        return accepted.get();
    }

    /** Resets the next connections as soon as they are accepted. */
    public void resetNextConnections(int count) {
        toReset.set(count);
    }

    /** Lets every request that hangs now go on with what it has for that case. */
    public void releaseHanging() {
        connections.forEach(Connection::release);
    }

    @Override
    public void close() {
        closed = true;
        quietly(listener);
        connections.forEach(Connection::shut);
        long deadline = System.nanoTime() + CLOSING.toNanos();
        boolean interrupted = !joined(acceptor, deadline);
        for (Connection connection : connections) {
            interrupted |= !joined(connection.thread, deadline);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean joined(Thread thread, long deadline) {
        try {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left > 0 && thread != Thread.currentThread()) {
                thread.join(left);
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            Socket socket;
            try {
                socket = listener.accept();
            } catch (IOException e) {
                continue;
            }
            long number = accepted.incrementAndGet();
            if (toReset.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                reset(socket);
                continue;
            }
            Connection connection = new Connection(number, socket);
            connections.add(connection);
            if (closed) {
                connection.shut();
            }
            connection.thread.start();
        }
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private static void quietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // Nothing is left to save on something that is being thrown away.
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Already gone; closing is all that remains.
        }
        quietly(socket);
    }

    private enum Waited {
        ELAPSED,
        RELEASED,
        GONE
    }

    /** A request that cannot be read; the status tells the client why. */
    private static final class BadRequest extends IOException {
        private static final long serialVersionUID = 1L;
        final int status;

        BadRequest(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    private final class Connection implements Runnable {

        private static final int NONE = -1;

        private final long number;
        private final Socket raw;
        private final Thread thread;
        private final Object monitor = new Object();
        private InputStream in;
        private OutputStream out;
        private Thread watcher;

        private boolean watching;
        private boolean gone;
        private boolean released;
        private int ahead = NONE;

        Connection(long number, Socket raw) {
            this.number = number;
            this.raw = raw;
            this.thread = daemon("sandbox-" + port() + "-connection-" + number, this);
        }

        void shut() {
            quietly(raw);
            synchronized (monitor) {
                gone = true;
                monitor.notifyAll();
            }
        }

        void release() {
            synchronized (monitor) {
                released = true;
                monitor.notifyAll();
            }
        }

        @Override
        public void run() {
            Socket socket = raw;
            try {
                raw.setTcpNoDelay(true);
                if (tls != null) {
                    SSLSocket secure = (SSLSocket) tls.getSocketFactory()
                            .createSocket(raw, raw.getInetAddress().getHostAddress(), raw.getPort(), true);
                    secure.setUseClientMode(false);
                    secure.startHandshake();
                    socket = secure;
                }
                in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
                out = socket.getOutputStream();
                boolean more = true;
                while (more && !closed) {
                    more = serve();
                }
            } catch (IOException e) {
                // The client went away or talked nonsense: the connection is of no more use.
            } finally {
                quietly(socket);
                quietly(raw);
                awaitWatcher();
                connections.remove(this);
            }
        }

        private void awaitWatcher() {
            try {
                if (watcher != null) {
                    watcher.join(CLOSING.toMillis());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean serve() throws IOException {
            Request head;
            Request request;
            Exchange exchange;
            try {
                head = readHead();
                if (head == null) {
                    return false;
                }
                // Before the handler tells anyone of the request, or a release that follows at once would be lost.
                synchronized (monitor) {
                    released = false;
                }
                exchange = handler.head(head);
                if (exchange == null) {
                    request = new Request(head.method(), head.target(), head.headers(), readBody(head));
                    exchange = handle(request);
                } else {
                    request = head;
                }
            } catch (BadRequest e) {
                write(Reply.of(e.status, "text/plain", e.getMessage().getBytes(StandardCharsets.UTF_8)), false, true);
                linger();
                return false;
            }
            boolean keep = !"close".equalsIgnoreCase(request.header("connection"));
            boolean toHead = "HEAD".equals(request.method());
            try {
                return play(exchange.reply(), exchange.ending(), toHead, keep);
            } catch (IOException e) {
                exchange.ending().accept(closed ? Ending.DROPPED : Ending.HUNG_UP);
                throw e;
            }
        }

        /** Takes in what the client still sends: closing over unread bytes would reset away the answer just given. */
        private void linger() throws IOException {
            if (tls == null) {
                raw.shutdownOutput();
            }
            raw.setSoTimeout((int) LINGERING.toMillis());
            while (in.read() >= 0) {
                in.skip(in.available());
            }
        }

        private Exchange handle(Request request) {
            try {
                return handler.handle(request);
            } catch (RuntimeException e) {
                byte[] text = ("The sandbox failed: " + e).getBytes(StandardCharsets.UTF_8);
                return new Exchange(Reply.of(500, "text/plain", text), ending -> {});
            }
        }

        /** Returns whether the connection can serve another request. */
        private boolean play(Reply reply, Consumer<Ending> ending, boolean toHead, boolean keep) throws IOException {
            if (reply instanceof Reply.Message message) {
                boolean stay = keep && !message.headers().containsKey("Connection");
                ending.accept(Ending.ANSWERED);
                write(message, toHead, !stay);
                return stay;
            } else if (reply instanceof Reply.Hang hang) {
                if (await(null) == Waited.GONE) {
                    return left(ending);
                }
                return play(hang.released().get(), ending, toHead, keep);
            } else if (reply instanceof Reply.Delayed delayed) {
                if (await(delayed.by()) == Waited.GONE) {
                    return left(ending);
                }
                return play(delayed.then(), ending, toHead, keep);
            } else if (reply instanceof Reply.Reset) {
                ending.accept(Ending.DROPPED);
                reset(raw);
                return false;
            } else if (reply instanceof Reply.Closed) {
                ending.accept(Ending.DROPPED);
                return false;
            } else if (reply instanceof Reply.Truncated truncated) {
                Reply.Message whole = truncated.whole();
                ByteArrayOutputStream bytes = head(whole, "Content-Length: " + whole.body().length, true);
                bytes.write(whole.body(), 0, Math.min(truncated.sent(), whole.body().length));
                ending.accept(Ending.DROPPED);
                send(bytes);
                return false;
            } else if (reply instanceof Reply.Endless endless) {
                return playEndless(endless.head(), ending);
            } else if (reply instanceof Reply.Trickle trickle) {
                return playTrickle(trickle, ending, keep);
            } else if (reply instanceof Reply.Interim interim) {
                out.write(("HTTP/1.1 " + interim.status() + " Interim\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
                return play(interim.then(), ending, toHead, keep);
            } else if (reply instanceof Reply.Raw odd) {
                ending.accept(Ending.ANSWERED);
                out.write(odd.bytes());
                out.flush();
                return false;
            }
            throw new IllegalStateException("No way to play " + reply);
        }

        private boolean left(Consumer<Ending> ending) {
            ending.accept(closed ? Ending.DROPPED : Ending.HUNG_UP);
            return false;
        }

        private boolean playEndless(Reply.Message head, Consumer<Ending> ending) throws IOException {
            send(head(head, "Transfer-Encoding: chunked", true));
            byte[] filling = new byte[16 * 1024];
            Arrays.fill(filling, (byte) ' ');
            ByteArrayOutputStream chunk = new ByteArrayOutputStream();
            chunk.write((Integer.toHexString(filling.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunk.write(filling);
            chunk.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            // The pause keeps a client that swallows everything from costing a whole core.
            while (await(ENDLESS_PAUSE) != Waited.GONE) {
                send(chunk);
            }
            return left(ending);
        }

        private boolean playTrickle(Reply.Trickle trickle, Consumer<Ending> ending, boolean keep) throws IOException {
            byte[] body = trickle.whole().body();
            send(head(trickle.whole(), "Content-Length: " + body.length, !keep));
            for (int i = 0; i < body.length; i++) {
                if (await(trickle.every()) == Waited.GONE) {
                    return left(ending);
                }
                if (i == body.length - 1) {
                    ending.accept(Ending.ANSWERED);
                }
                out.write(body[i]);
                out.flush();
            }
            return keep;
        }

        private void write(Reply.Message message, boolean toHead, boolean closing) throws IOException {
            boolean bodiless = message.status() == 204 || message.status() == 304;
            ByteArrayOutputStream bytes =
                    head(message, bodiless ? null : "Content-Length: " + message.body().length, closing);
            if (!bodiless && !toHead) {
                bytes.write(message.body());
            }
            send(bytes);
        }

        private ByteArrayOutputStream head(Reply.Message message, String framing, boolean closing) throws IOException {
            StringBuilder text = new StringBuilder(256);
            text.append("HTTP/1.1 ").append(message.status()).append(" Sandbox\r\n");
            text.append("Date: ").append(HTTP_DATE.format(clock.instant())).append("\r\n");
            message.headers()
                    .forEach((name, value) ->
                            text.append(name).append(": ").append(value).append("\r\n"));
            if (framing != null) {
                text.append(framing).append("\r\n");
            }
            if (closing && !message.headers().containsKey("Connection")) {
                text.append("Connection: close\r\n");
            }
            text.append("\r\n");
            ByteArrayOutputStream bytes =
                    new ByteArrayOutputStream(text.length() + Math.min(message.body().length, 64 * 1024));
            bytes.write(text.toString().getBytes(StandardCharsets.UTF_8));
            return bytes;
        }

        private void send(ByteArrayOutputStream bytes) throws IOException {
            bytes.writeTo(out);
            out.flush();
        }

        /**
         * Waits, and notices if the client hangs up. A thread of its own does the reading, because only a read can
         * tell, and a read can be ended neither by time nor by a release without spoiling a TLS stream.
         */
        private Waited await(Duration limit) throws IOException {
            long deadline = limit == null ? 0 : System.nanoTime() + limit.toNanos();
            synchronized (monitor) {
                if (!watching && !gone && ahead == NONE) {
                    watching = true;
                    watcher = daemon("sandbox-" + port() + "-watch-" + number, this::watch);
                    watcher.start();
                }
                try {
                    while (!gone) {
                        if (limit == null) {
                            if (released) {
                                return Waited.RELEASED;
                            }
                            monitor.wait();
                        } else {
                            long left = deadline - System.nanoTime();
                            if (left <= 0) {
                                return Waited.ELAPSED;
                            }
                            TimeUnit.NANOSECONDS.timedWait(monitor, left);
                        }
                    }
                } catch (InterruptedException e) {
                    throw new InterruptedIOException();
                }
                return Waited.GONE;
            }
        }

        private void watch() {
            int next;
            try {
                next = in.read();
            } catch (IOException e) {
                next = NONE;
            }
            synchronized (monitor) {
                watching = false;
                gone |= next < 0;
                ahead = next;
                monitor.notifyAll();
            }
        }

        private int firstByte() throws IOException {
            synchronized (monitor) {
                try {
                    while (watching && !gone) {
                        monitor.wait();
                    }
                } catch (InterruptedException e) {
                    throw new InterruptedIOException();
                }
                if (gone) {
                    return -1;
                }
                if (ahead != NONE) {
                    int first = ahead;
                    ahead = NONE;
                    return first;
                }
            }
            return in.read();
        }

        private Request readHead() throws IOException {
            int first = firstByte();
            while (first == '\r' || first == '\n') {
                first = in.read();
            }
            if (first < 0) {
                return null;
            }
            int[] budget = {MAX_HEAD};
            String[] start = ((char) first + readLine(budget)).split(" ", -1);
            if (start.length != 3 || !start[2].startsWith("HTTP/1.") || !start[1].startsWith("/")) {
                throw new BadRequest(400, "Not an HTTP/1.1 request line with a path");
            }
            Map<String, String> headers = new LinkedHashMap<>();
            for (String line = readLine(budget); !line.isEmpty(); line = readLine(budget)) {
                int colon = line.indexOf(':');
                if (colon <= 0) {
                    throw new BadRequest(400, "A header without a name");
                }
                String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
                headers.merge(name, line.substring(colon + 1).strip(), (one, two) -> one + ", " + two);
            }
            return new Request(start[0], start[1], Collections.unmodifiableMap(headers), new byte[0]);
        }

        private String readLine(int[] budget) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new IOException("The request ends within its head");
                }
                if (--budget[0] < 0) {
                    throw new BadRequest(431, "The head is too large");
                }
                line.append((char) next);
            }
            int length = line.length();
            return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
        }

        private byte[] readBody(Request head) throws IOException {
            if ("100-continue".equalsIgnoreCase(head.header("expect"))) {
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
            if (head.header("transfer-encoding") != null) {
                return readChunks();
            }
            int length = length(head.header("content-length"), 10);
            byte[] body = in.readNBytes(length);
            if (body.length < length) {
                throw new IOException("The request ends within its body");
            }
            return body;
        }

        private byte[] readChunks() throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            int[] budget = {MAX_HEAD};
            while (true) {
                int size = length(readLine(budget).split(";", 2)[0].strip(), 16);
                if (size + body.size() > MAX_BODY) {
                    throw new BadRequest(413, "The body is too large");
                }
                if (size == 0) {
                    for (String line = readLine(budget); !line.isEmpty(); ) {
                        line = readLine(budget);
                    }
                    return body.toByteArray();
                }
                byte[] chunk = in.readNBytes(size);
                if (chunk.length < size) {
                    throw new IOException("The request ends within a chunk");
                }
                body.write(chunk);
                readLine(budget);
            }
        }

        private int length(String text, int radix) throws BadRequest {
            if (text == null) {
                return 0;
            }
            try {
                int length = Integer.parseInt(text, radix);
                if (length < 0) {
                    throw new BadRequest(400, "A negative length");
                }
                if (length > MAX_BODY) {
                    throw new BadRequest(413, "The body is too large");
                }
                return length;
            } catch (NumberFormatException e) {
                throw new BadRequest(400, "A length that is no number");
            }
        }
    }
}

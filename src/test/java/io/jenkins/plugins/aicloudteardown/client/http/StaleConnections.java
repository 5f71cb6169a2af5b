package io.jenkins.plugins.aicloudteardown.client.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLHandshakeException;

/**
 * Sends over connections that were good once and are closed instead of the next answer, and prints a line for each: the
 * method, whether the server stays, what it received, and how it ended. A program of its own, since the JDK reads its
 * properties once in a process.
 */
final class StaleConnections {
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);

    public static void main(String[] args) throws IOException {
        StaleConnections play = new StaleConnections();
        for (String method : List.of("GET", "POST", "DELETE")) {
            System.out.println(method + " stays " + play.over(method, true));
            System.out.println(method + " goes " + play.over(method, false));
        }
        System.out.println("POST handshake " + play.failing(new SSLHandshakeException("of the second connection")));
        play.threads.shutdownNow();
    }

    private String over(String method, boolean stays) throws IOException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (Server server = new Server(stays)) {
            URI uri = URI.create("http://127.0.0.1:" + server.listener.getLocalPort() + "/");
            outcome(client, HttpCall.get(uri));
            String outcome = outcome(client, new HttpCall(method, uri, Optional.empty()));
            return String.join(",", server.received) + " " + outcome;
        }
    }

    private String failing(Exception failure) {
        return outcome(new BrokenHttpClient(failure), HttpCall.post(URI.create("https://127.0.0.1/")));
    }

    private String outcome(HttpClient client, HttpCall call) {
        Timing timing = Timing.of(Clock.systemUTC(), threads);
        try {
            HttpReply reply = new Transport(() -> Transport.Route.direct(client), timing, threads)
                    .send(call, Map.of(), Duration.ofSeconds(10), new Stop())
                    .join();
            return Integer.toString(reply.status());
        } catch (CompletionException e) {
            TransportException failure = (TransportException) e.getCause();
            return failure.reason() + (failure.sent() ? " sent" : " unsent");
        }
    }

    /** Answers the first request, and hangs up on every other one. */
    private static final class Server implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<String> received = Collections.synchronizedList(new ArrayList<>());
        private final boolean stays;

        private Server(boolean stays) throws IOException {
            this.stays = stays;
            Thread thread = new Thread(this::serve);
            thread.setDaemon(true);
            thread.start();
        }

        private void serve() {
            while (!listener.isClosed()) {
                try (Socket socket = listener.accept()) {
                    serve(socket);
                } catch (IOException e) {
                    // The listener is closed, or the client has hung up.
                }
            }
        }

        private void serve(Socket socket) throws IOException {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                received.add(line.substring(0, line.indexOf(' ')));
                while (!line.isEmpty()) {
                    line = in.readLine();
                }
                if (received.size() > 1) {
                    if (!stays) {
                        listener.close();
                    }
                    return;
                }
                socket.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}

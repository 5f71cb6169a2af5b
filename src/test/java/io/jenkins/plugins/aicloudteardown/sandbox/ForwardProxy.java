package io.jenkins.plugins.aicloudteardown.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A forward proxy for plain HTTP. It lets nobody through without the right {@code Proxy-Authorization}, takes that header
 * off as proxies do, and refuses every tunnel unless it is told to open them.
 */
public final class ForwardProxy implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<List<String>> seen = new CopyOnWriteArrayList<>();
    private final String authorization;
    private final int target;
    private volatile String tunnelRefusal = "407 Proxy Authentication Required";
    private volatile int tunnelTarget;

    /** @param user null for a proxy that lets everybody through */
    public ForwardProxy(String user, String password) throws IOException {
        this(user, password, 0);
    }

    /** @param target the port on 127.0.0.1 that every host leads to; 0 for the host's own address */
    public ForwardProxy(String user, String password, int target) throws IOException {
        this.target = target;
        authorization = user == null
                ? null
                : "Proxy-Authorization: Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        Thread acceptor = new Thread(this::accept, "sandbox-proxy");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** How a tunnel is refused from now on: the status and its words. */
    public void refuseTunnelsWith(String status) {
        tunnelRefusal = status;
    }

    /** Lets tunnels through from now on, to whom it lets through at all. */
    public void openTunnels() {
        tunnelTo(target);
    }

    /** The same, but every tunnel leads to this port on 127.0.0.1, whatever host was asked for. */
    public void tunnelTo(int port) {
        tunnelTarget = port;
    }

    public ProxySelector selector() {
        return ProxySelector.of(new InetSocketAddress(listener.getInetAddress(), port()));
    }

    /** The request line and headers of every request, as received. */
    public List<List<String>> seen() {
        return seen;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread thread = new Thread(() -> serve(client), "sandbox-proxy-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    /** One request for each connection; the answer's end is the connection's. */
    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            List<String> head = new ArrayList<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                head.add(line);
            }
            seen.add(head);
            byte[] body = in.readNBytes(length(head));
            boolean tunnel = head.get(0).startsWith("CONNECT ");
            if (tunnel && tunnelTarget == 0) {
                refuse(client, tunnelRefusal);
            } else if (authorization != null && !head.contains(authorization)) {
                refuse(client, "407 Proxy Authentication Required");
            } else if (tunnel) {
                open(client);
            } else {
                forward(head, body, client.getOutputStream());
            }
        } catch (IOException e) {
            // The client or the provider has hung up, which is no error here.
        }
    }

    private static void refuse(Socket client, String status) throws IOException {
        String answer = "HTTP/1.1 " + status + "\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\n"
                + "Content-Length: 0\r\nConnection: close\r\n\r\n";
        client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    }

    private void open(Socket client) throws IOException {
        try (Socket provider = new Socket(InetAddress.getLoopbackAddress(), tunnelTarget)) {
            client.getOutputStream()
                    .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Thread back = new Thread(() -> pipe(provider, client), "sandbox-proxy-tunnel");
            back.setDaemon(true);
            back.start();
            pipe(client, provider);
        }
    }

    private static void pipe(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.close();
        } catch (IOException e) {
            // One of the two has hung up.
        }
    }

    private void forward(List<String> head, byte[] body, OutputStream out) throws IOException {
        String[] request = head.get(0).split(" ");
        URI uri = URI.create(request[1]);
        StringBuilder onward = new StringBuilder(request[0])
                .append(' ')
                .append(uri.getRawPath())
                .append(uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                .append(" HTTP/1.1\r\nConnection: close\r\n");
        head.stream()
                .skip(1)
                .filter(line -> !line.regionMatches(true, 0, "Proxy-", 0, 6))
                .filter(line -> !line.regionMatches(true, 0, "Connection:", 0, 11))
                .forEach(line -> onward.append(line).append("\r\n"));
        try (Socket provider = target == 0
                ? new Socket(uri.getHost(), uri.getPort())
                : new Socket(InetAddress.getLoopbackAddress(), target)) {
            provider.getOutputStream().write(onward.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            provider.getOutputStream().write(body);
            provider.getInputStream().transferTo(out);
        }
    }

    private static int length(List<String> head) {
        return head.stream()
                .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}

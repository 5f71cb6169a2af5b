package io.jenkins.plugins.aicloudteardown.client.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A forward proxy for plain HTTP that lets nobody through without the right {@code Proxy-Authorization}, and takes that
 * header off as proxies do. One request a connection.
 */
final class ForwardProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final String authorization;
    private final int target;
    private final List<String> heads = Collections.synchronizedList(new ArrayList<>());

    /** @param target the port on 127.0.0.1 that every host leads to */
    ForwardProxy(String authorization, int target) throws IOException {
        this.authorization = authorization;
        this.target = target;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(this::accept, "proxy");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    ProxySelector selector() {
        return ProxySelector.of(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()));
    }

    /** What clients sent before their bodies, in order of arrival. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                serve(client);
            } catch (IOException e) {
                // The client is gone, or the proxy is being closed.
            }
        }
    }

    private void serve(Socket client) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        String head = head(in);
        heads.add(head);
        if (head.startsWith("CONNECT") || !head.contains("\r\nProxy-Authorization: " + authorization + "\r\n")) {
            String no = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\n"
                    + "Content-Length: 0\r\nConnection: close\r\n\r\n";
            client.getOutputStream().write(no.getBytes(StandardCharsets.US_ASCII));
            return;
        }
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            OutputStream out = server.getOutputStream();
            String[] line = head.substring(0, head.indexOf("\r\n")).split(" ");
            URI uri = URI.create(line[1]);
            String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
            String rest = head.substring(head.indexOf("\r\n"))
                    .replaceAll("\r\nProxy-Authorization:[^\r]*", "")
                    .replaceAll("\r\nConnection:[^\r]*", "")
                    .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
            out.write((line[0] + " " + path + " HTTP/1.1" + rest).getBytes(StandardCharsets.ISO_8859_1));
            out.write(in.readNBytes(length(head)));
            out.flush();
            server.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private static int length(String head) {
        String length = head.replaceFirst("(?is).*\r\ncontent-length: *(\\d+)\r\n.*", "$1");
        return length.equals(head) ? 0 : Integer.parseInt(length);
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("The request ends within its head");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }
}

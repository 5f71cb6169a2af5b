package io.jenkins.plugins.aicloudteardown.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A fresh self-signed certificate for 127.0.0.1, localhost, provider.example and further hosts. */
public final class SandboxTls {

    private static final char[] PASSWORD = "sandbox".toCharArray();

    private final SSLContext server;
    private final SSLContext client;

    private SandboxTls(SSLContext server, SSLContext client) {
        this.server = server;
        this.client = client;
    }

    /** For {@link ProviderSandbox#startTls}. */
    public SSLContext server() {
        return server;
    }

    /** For a client that trusts this certificate and no other. */
    public SSLContext client() {
        return client;
    }

    /**
     * Makes the certificate with the JDK's keytool, because the JDK has no public API for it.
     *
     * @param hosts further names that it is for
     */
    public static SandboxTls create(String... hosts) throws IOException, GeneralSecurityException {
        Path folder = Files.createTempDirectory("sandbox-tls");
        Path file = folder.resolve("keys.p12");
        try {
            keytool(file, hosts);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                keys.load(in, PASSWORD);
            }
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(keys, PASSWORD);
            SSLContext server = SSLContext.getInstance("TLS");
            server.init(keyManagers.getKeyManagers(), null, null);

            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("sandbox", keys.getCertificate("sandbox"));
            TrustManagerFactory trustManagers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trustManagers.init(trusted);
            SSLContext client = SSLContext.getInstance("TLS");
            client.init(null, trustManagers.getTrustManagers(), null);
            return new SandboxTls(server, client);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private static void keytool(Path file, String... hosts) throws IOException {
        String names = Stream.of(hosts).map(host -> ",dns:" + host).collect(Collectors.joining());
        String password = new String(PASSWORD);
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "sandbox",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=sandbox",
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost,dns:provider.example" + names,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        password,
                        "-keystore",
                        file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroy();
                throw new IOException("keytool made no certificate");
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}

package io.jenkins.plugins.aicloudteardown.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The {@link FastProvider} in a Java process of its own, which ends with this one, however this one ends. */
public final class ProviderProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader says;
    private final String base;

    private ProviderProcess(Process process) throws IOException {
        this.process = process;
        this.says = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        this.base = "http://127.0.0.1:" + heard();
    }

    public static ProviderProcess start() throws IOException {
        Path classes;
        try {
            classes = Path.of(FastProvider.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder command = new ProcessBuilder(
                java, "-Xmx256m", "-XX:+UseSerialGC", "-cp", classes.toString(), FastProvider.class.getName());
        command.environment().remove("JAVA_TOOL_OPTIONS");
        return new ProviderProcess(
                command.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** Answers come after so many milliseconds. */
    public URI after(int millis) {
        return URI.create(base + "/after" + millis);
    }

    /** Answers come when they are let go. */
    public URI held() {
        return URI.create(base + "/held");
    }

    public void hold() {
        ask("hold");
    }

    public void release() {
        ask("release");
    }

    /** How many requests are held now. */
    public long holds() {
        return ask("held");
    }

    /** How many kills were answered, or are going to be, since the start. */
    public long answered() {
        return ask("answered");
    }

    /** In seconds, of all processors together. */
    public double cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
    }

    private synchronized long ask(String order) {
        try {
            process.getOutputStream().write((order + "\n").getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
            return heard();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long heard() throws IOException {
        String line = says.readLine();
        if (line == null) {
            throw new IOException("the provider's process has ended");
        }
        return Long.parseLong(line);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.sandbox.Echo;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Values that must never be seen outside of the encrypted store, and every way of writing them that gives them away. */
public final class Canaries {
    /** What Jenkins is started with, and nothing of what runs in it. */
    private static final List<String> INSTALLED = List.of("plugins", "war");

    /** A part as long as this gives it away too. */
    private static final int PART = 16;

    /** No way of writing a value is shorter. */
    private static final int BEGINNING = 6;

    private final Map<String, String> names = new LinkedHashMap<>();
    /** How they begin: a long text is then read once, and not once for each of thousands of values. */
    private final Map<String, Set<String>> beginnings = new HashMap<>();

    /** @param name says which it is where one is found, since its value is not to be shown */
    public void add(String name, String value) {
        addWhole(name, value);
        if (value.length() > PART) {
            addWhole(name + ", its beginning", value.substring(0, PART));
        }
    }

    private void addWhole(String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        put(value, name);
        put(value.replace("/", "\\/"), name + " in JSON");
        put(value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"), name + " in XML");
        String percent = URLEncoder.encode(value, StandardCharsets.UTF_8);
        put(percent, name + " in a URL");
        put(percent.toLowerCase(Locale.ROOT), name + " in a URL");
        String hex = HexFormat.of().formatHex(bytes);
        put(hex, name + " in hex");
        put(hex.toUpperCase(Locale.ROOT), name + " in hex");
        for (int before = 0; before < 3; before++) {
            put(base64(bytes, before), name + " in Base64");
        }
        for (Echo echo : Echo.values()) {
            if (echo != Echo.PREFIX) {
                put(echo.write(value), name + " as " + echo);
            }
        }
        put(value, name);
    }

    private void put(String written, String name) {
        names.put(written, name);
        beginnings
                .computeIfAbsent(written.substring(0, BEGINNING), beginning -> new HashSet<>())
                .add(written);
    }

    /** What was made of a key to sign or to prove a request with. */
    public void addSent(Received received) {
        received.headers().forEach((header, value) -> {
            if (header.equals("x-auth-token")) {
                add("token that was sent", value);
            } else if (header.startsWith("x-ncp-apigw-signature")) {
                add("signature", value);
            } else if (header.equals("authorization")) {
                add("signature", value.replaceFirst(".*Signature=", ""));
            }
        });
    }

    /** What stands in a Base64 text wherever the value begins in what was encoded, without what its neighbours decide. */
    private static String base64(byte[] value, int before) {
        byte[] padded = new byte[before + value.length];
        System.arraycopy(value, 0, padded, before, value.length);
        String whole = Base64.getEncoder().withoutPadding().encodeToString(padded);
        int first = (before * 8 + 5) / 6;
        return whole.substring(first, padded.length * 8 / 6);
    }

    /** Which of them a text holds, by name. */
    public TreeSet<String> in(String text) {
        TreeSet<String> found = new TreeSet<>();
        for (int at = 0; at + BEGINNING <= text.length(); at++) {
            for (String written : beginnings.getOrDefault(text.substring(at, at + BEGINNING), Set.of())) {
                if (text.startsWith(written, at)) {
                    found.add(names.get(written));
                }
            }
        }
        return found;
    }

    /** Which of them stand in files below a folder: file and name. */
    public TreeSet<String> below(Path home) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(home)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file ->
                            !INSTALLED.contains(home.relativize(file).getName(0).toString()))
                    .toList();
        }
        for (Path file : files) {
            // Every byte is a character of its own, so nothing is lost in files that are no text.
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            in(bytes).forEach(name -> found.add(home.relativize(file) + ": " + name));
        }
        return found;
    }
}

package io.jenkins.plugins.aicloudteardown.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * Resources whose names make every service misbehave, so that one test can run against all operations.
 *
 * <p>An id names a trap if it begins with the trap's name and goes on, if at all, with anything but a lower-case
 * letter: {@code hang}, {@code hang1}, {@code hang-2}. Of several names that fit, the longest counts. Traps spring
 * after authentication. A response of class 2xx comes with the write carried out, others without, except where said.
 */
final class Traps {

    private static final int TOO_LARGE = 2 * 1024 * 1024;
    private static final String PAGE =
            "<!DOCTYPE html><html><head><title>%s</title></head><body><h1>%s</h1></body></html>";

    /** Traps that every service has. */
    private static final Map<String, Trap> COMMON = common();

    private final Map<String, AtomicInteger> sprung = new ConcurrentHashMap<>();

    /** The names of the traps that every service has. */
    static Set<String> names() {
        return COMMON.keySet();
    }

    /** The trap that an id names for a service, or null. */
    static Trap find(ProviderService service, String id) {
        Trap found = null;
        int longest = 0;
        for (Map<String, Trap> traps : List.of(COMMON, service.traps())) {
            for (Map.Entry<String, Trap> trap : traps.entrySet()) {
                if (trap.getKey().length() > longest && named(id, trap.getKey())) {
                    found = trap.getValue();
                    longest = trap.getKey().length();
                }
            }
        }
        return found;
    }

    private static boolean named(String id, String trap) {
        return id.startsWith(trap)
                && (id.length() == trap.length() || !Character.isLowerCase(id.charAt(trap.length())));
    }

    /** Plays the trap that the call's subject names, or acts if there is none. */
    Reply play(ProviderService service, Call call, Supplier<Reply> act, Trap.Settings settings) {
        String id = call.subject();
        Trap trap = id == null ? null : find(service, id);
        if (trap == null || trap.writesOnly() && !call.route().write()) {
            return act.get();
        }
        String key = service.getClass().getSimpleName() + ' ' + id;
        return trap.behaviour()
                .apply(new Trap.Sprung(
                        call, service, count(key + ' ' + call.route().operation()), count(key), act, settings));
    }

    private int count(String key) {
        return sprung.computeIfAbsent(key, unused -> new AtomicInteger()).getAndIncrement();
    }

    private static Map<String, Trap> common() {
        Map<String, Trap> traps = new LinkedHashMap<>();
        time(traps);
        connection(traps);
        content(traps);
        refusals(traps);
        return Collections.unmodifiableMap(traps);
    }

    private static void time(Map<String, Trap> traps) {
        traps.put("hang", Trap.always(on -> new Reply.Hang(on.act())));
        // The write is carried out, and only its response never comes.
        traps.put("hangActed", Trap.onWrites(on -> {
            Reply honest = on.act().get();
            return new Reply.Hang(() -> honest);
        }));
        traps.put(
                "slow",
                Trap.always(
                        on -> new Reply.Delayed(on.settings().slowBy(), on.act().get())));
        traps.put(
                "trickle",
                Trap.always(
                        on -> new Reply.Trickle(on.actedBody(), on.settings().trickleEvery())));
        traps.put("endless", Trap.always(on -> new Reply.Endless(acted(on, "application/json", new byte[0]))));
    }

    private static void connection(Map<String, Trap> traps) {
        // An id in the path is seen before the body is read; see ProviderSandbox. One in the body cannot be.
        traps.put("resetBefore", Trap.always(on -> new Reply.Reset()));
        traps.put("resetAfter", Trap.always(on -> new Reply.Reset()));
        traps.put("lostAnswer", Trap.onWrites(on -> {
            on.act().get();
            return new Reply.Closed();
        }));
        traps.put("lostOnce", Trap.onWrites(on -> {
            Reply honest = on.act().get();
            return on.earlierHere() == 0 ? new Reply.Closed() : honest;
        }));
        traps.put("truncated", Trap.always(on -> {
            Reply.Message whole = on.actedBody();
            return new Reply.Truncated(whole, whole.body().length / 2);
        }));
        traps.put(
                "earlyHints", Trap.always(on -> new Reply.Interim(103, on.act().get())));
        traps.put("notHttp", Trap.always(on -> new Reply.Raw("220 sandbox ESMTP ready\r\n")));
    }

    private static void content(Map<String, Trap> traps) {
        traps.put("brokenJson", Trap.always(on -> {
            Reply.Message whole = on.actedBody();
            return new Reply.Message(
                    whole.status(), whole.headers(), Arrays.copyOf(whole.body(), whole.body().length - 2));
        }));
        traps.put("emptyBody", Trap.always(on -> acted(on, "application/json", new byte[0])));
        traps.put("htmlPage", Trap.always(on -> acted(on, "text/html; charset=utf-8", page("Welcome"))));
        traps.put("gzipped", Trap.always(on -> {
            Reply.Message whole = on.actedBody();
            return new Reply.Message(whole.status(), whole.headers(), gzip(whole.body()))
                    .with("Content-Encoding", "gzip");
        }));
        traps.put("tooLarge", Trap.always(on -> {
            Reply.Message whole = on.actedBody();
            String padding = "{\"padding\":\"" + "x".repeat(TOO_LARGE) + "\",";
            return Reply.json(whole.status(), padding + whole.text().substring(1));
        }));
        traps.put("wrongType", Trap.always(on -> {
            Reply.Message whole = on.actedBody();
            return Reply.json(whole.status(), "[" + whole.text() + "]");
        }));
        traps.put("wrongEncoding", Trap.always(on -> {
            Reply.Message whole = on.actedBody();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes("{\"note\":\"".getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(new byte[] {(byte) 0xC3, (byte) 0x28, (byte) 0xFF});
            bytes.writeBytes(("\"," + whole.text().substring(1)).getBytes(StandardCharsets.UTF_8));
            return new Reply.Message(whole.status(), whole.headers(), bytes.toByteArray());
        }));
        traps.put("redirect", Trap.always(on -> Reply.empty(302)
                .with("Location", on.settings().url() + "/elsewhere")));
    }

    private static void refusals(Map<String, Trap> traps) {
        traps.put("html502", Trap.always(on -> Reply.html(502, text("502 Bad Gateway"))));
        traps.put("html407", Trap.always(on -> Reply.html(407, text("407 Proxy Authentication Required"))
                .with("Proxy-Authenticate", "Basic realm=\"proxy\"")));
        // Counted per operation, so that the write is throttled too where a read of the same id comes first.
        traps.put(
                "throttledOnce",
                Trap.always(
                        on -> on.earlierHere() == 0 ? throttled(on) : on.act().get()));
        traps.put("throttledAlways", Trap.always(Traps::throttled));
        traps.put("quota", Trap.always(on -> on.service().quota()));
        traps.put("unavailable", Trap.always(on -> on.service()
                .unavailable()
                .with("Retry-After", on.settings().retryAfter())));
        // A gateway that gives up does not stop what it has passed on.
        traps.put("gatewayTimeout", Trap.always(on -> {
            on.act().get();
            return on.service().gatewayTimeout();
        }));
        // Counted over all operations: a token that ends early ends for all of them.
        traps.put(
                "refusedOnce401",
                Trap.always(on -> on.earlier() == 0 ? refused(on) : on.act().get()));
        traps.put("noPermission", Trap.always(on -> on.service()
                .refuse(on.call(), Finding.of(Finding.Kind.NOT_PERMITTED))));
        traps.put("retired", Trap.always(on -> on.service().retired()));
        traps.put("serverError", Trap.always(on -> on.service().serverError()));
        traps.put("badRequest", Trap.always(on -> on.service().badRequest()));
        traps.put("secretEcho", Trap.always(on -> {
            String headers = on.call().request().headers().entrySet().stream()
                    .map(header -> header.getKey() + ": " + header.getValue())
                    .collect(Collectors.joining(", "));
            return on.service().error(400, "cannot handle request with " + headers);
        }));
    }

    private static Reply.Message acted(Trap.Sprung on, String contentType, byte[] body) {
        on.act().get();
        return Reply.of(200, contentType, body);
    }

    private static Reply.Message throttled(Trap.Sprung on) {
        return on.service().throttled().with("Retry-After", on.settings().retryAfter());
    }

    private static Reply.Message refused(Trap.Sprung on) {
        boolean token = on.call().request().header("x-auth-token") != null;
        return on.service()
                .refuse(
                        on.call(),
                        token
                                ? Finding.of(Finding.Kind.UNKNOWN_TOKEN)
                                : new Finding(Finding.Kind.BAD_SIGNATURE, NcpCheck.INVALID));
    }

    private static String text(String title) {
        return String.format(PAGE, title, title);
    }

    private static byte[] page(String title) {
        return text(title).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}

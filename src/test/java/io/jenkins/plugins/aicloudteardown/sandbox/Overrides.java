package io.jenkins.plugins.aicloudteardown.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Replies that a test has laid down for requests that name an id. */
final class Overrides {

    private static final class Scripts {
        final Deque<BiFunction<Received, Supplier<Reply>, Reply>> once = new ArrayDeque<>();
        BiFunction<Received, Supplier<Reply>, Reply> always;

        synchronized BiFunction<Received, Supplier<Reply>, Reply> takeOnce() {
            return once.poll();
        }

        synchronized void putBack(BiFunction<Received, Supplier<Reply>, Reply> script) {
            once.addFirst(script);
        }
    }

    private final Map<String, Scripts> byId = new ConcurrentHashMap<>();

    void always(String id, BiFunction<Received, Supplier<Reply>, Reply> script) {
        Scripts scripts = byId.computeIfAbsent(id, unused -> new Scripts());
        synchronized (scripts) {
            scripts.always = script;
        }
    }

    void once(String id, BiFunction<Received, Supplier<Reply>, Reply> script) {
        Scripts scripts = byId.computeIfAbsent(id, unused -> new Scripts());
        synchronized (scripts) {
            scripts.once.addLast(script);
        }
    }

    void clear() {
        byId.clear();
    }

    /** The reply laid down, or null if there is none or it declines. */
    Reply play(Call call, Received received, Supplier<Reply> act) {
        for (Map.Entry<String, Scripts> entry : byId.entrySet()) {
            if (call.names(entry.getKey())) {
                Reply reply = play(entry.getValue(), received, act);
                if (reply != null) {
                    return reply;
                }
            }
        }
        return null;
    }

    private static Reply play(Scripts scripts, Received received, Supplier<Reply> act) {
        BiFunction<Received, Supplier<Reply>, Reply> once = scripts.takeOnce();
        if (once != null) {
            Reply reply = once.apply(received, act);
            if (reply != null) {
                return reply;
            }
            // It was meant for another request, so it waits on.
            scripts.putBack(once);
        }
        BiFunction<Received, Supplier<Reply>, Reply> always;
        synchronized (scripts) {
            always = scripts.always;
        }
        return always == null ? null : always.apply(received, act);
    }
}

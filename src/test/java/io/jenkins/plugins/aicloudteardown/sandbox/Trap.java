package io.jenkins.plugins.aicloudteardown.sandbox;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A way to misbehave.
 *
 * @param writesOnly whether reads of the same id are answered as usual
 */
record Trap(boolean writesOnly, Function<Sprung, Reply> behaviour) {

    static Trap always(Function<Sprung, Reply> behaviour) {
        return new Trap(false, behaviour);
    }

    static Trap onWrites(Function<Sprung, Reply> behaviour) {
        return new Trap(true, behaviour);
    }

    /**
     * A trap that a call has stepped on.
     *
     * @param earlierHere how often the same operation stepped on it before with the same id
     * @param earlier how often any operation did
     * @param act does what was asked for and gives the honest answer
     */
    record Sprung(
            Call call, ProviderService service, int earlierHere, int earlier, Supplier<Reply> act, Settings settings) {

        String id() {
            return call.subject();
        }

        /**
         * Acts and gives the honest answer as a message that has a body, because a body is what most traps spoil.
         */
        Reply.Message actedBody() {
            Reply reply = act.get();
            while (reply instanceof Reply.Delayed delayed) {
                reply = delayed.then();
            }
            if (reply instanceof Reply.Message message && message.body().length > 0) {
                return message;
            }
            return Json.reply(200, Json.object().put("success", true).put("id", id()));
        }
    }

    /**
     * What tests may set.
     *
     * @param retryAfter null for no such header
     */
    record Settings(String url, Duration slowBy, Duration trickleEvery, String retryAfter) {}
}

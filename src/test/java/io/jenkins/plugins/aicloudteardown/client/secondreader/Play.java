package io.jenkins.plugins.aicloudteardown.client.secondreader;

import io.jenkins.plugins.aicloudteardown.client.Bench;
import io.jenkins.plugins.aicloudteardown.client.auth.ProviderKey;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.sandbox.LoopbackServer;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.Request;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole client, from one end to the other, in front of a server that answers what a script says. */
final class Play implements AutoCloseable {
    /** Time for all tries that a script has answers for, and some more. */
    private static final Duration TIMEOUT = Duration.ofSeconds(100);

    private static final Draft OVER = Draft.json(400, "{'error_code':'X.400','error_msg':'the script is over'}");

    private final Bench bench = new Bench();
    private final LoopbackServer server = new LoopbackServer(0, null, bench.time.clock(), this::handle);
    private volatile Script script;
    private volatile Map<Exchange.Asked, Integer> next = new EnumMap<>(Exchange.Asked.class);
    private volatile List<Exchange> exchanges = List.of();
    private ResourceResult last;
    private int keys;
    private long answers;

    Play() {
        bench.url = URI.create("http://127.0.0.1:" + server.port());
        bench.iam = bench.url;
        bench.timeout = TIMEOUT;
    }

    /** Plays the script; what the judge says against its end, if that is green and must not be. */
    Optional<String> wrong(Script played) {
        script = played;
        next = Collections.synchronizedMap(new EnumMap<>(Exchange.Asked.class));
        exchanges = Collections.synchronizedList(new ArrayList<>());
        bench.ignoreMissing = played.ignoreMissing();
        bench.confirm = played.confirm();
        // A key that was refused would be remembered.
        String key = "FUZZ" + keys++;
        bench.key = played.login() && !played.actor().ncp()
                ? new ProviderKey.IamUser("domain", key, "password")
                : new ProviderKey.AccessKey(key, "secret-of-" + key);
        last = bench.run(played.actor().operation(), played.actor().id()).get(0);
        PlayJudge judge = new PlayJudge(played, List.copyOf(exchanges), bench.time.now());
        answers += exchanges.size();
        boolean right =
                switch (last.outcome()) {
                    case DONE -> judge.mayBeDone();
                    case ALREADY_GONE -> judge.mayBeAlreadyGone();
                    default -> true;
                };
        return right ? Optional.empty() : Optional.of(last.outcome() + "/" + last.reason());
    }

    /** How the last play ended. */
    Outcome outcome() {
        return last.outcome();
    }

    /** What was asked and answered in the last play. */
    List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /** How many requests there were in all plays. */
    long answers() {
        return answers;
    }

    private LoopbackServer.Exchange handle(Request request) {
        Exchange.Asked asked = script.actor().asked(request);
        List<Draft> drafts = script.replies().getOrDefault(asked, List.of());
        int number = next.merge(asked, 1, Integer::sum) - 1;
        Draft draft = number < drafts.size() ? drafts.get(number) : OVER;
        boolean lost = draft.status() == Script.LOST;
        Answer answer = draft.answer();
        exchanges.add(new Exchange(asked, Actor.target(request, asked), lost ? Optional.empty() : Optional.of(answer)));
        return new LoopbackServer.Exchange(lost ? new Reply.Reset() : new Reply.Raw(answer.wire()), ending -> {});
    }

    @Override
    public void close() {
        server.close();
        bench.close();
    }
}

package io.jenkins.plugins.aicloudteardown.client.secondreader;

import io.jenkins.plugins.aicloudteardown.client.FakeTime;
import io.jenkins.plugins.aicloudteardown.client.auth.IamTokens;
import io.jenkins.plugins.aicloudteardown.client.auth.LoginException;
import io.jenkins.plugins.aicloudteardown.client.auth.ProviderKey;
import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import io.jenkins.plugins.aicloudteardown.client.http.Transport;
import io.jenkins.plugins.aicloudteardown.client.operation.Endpoint;
import io.jenkins.plugins.aicloudteardown.client.operation.Members;
import io.jenkins.plugins.aicloudteardown.client.operation.Observation;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.ReadCall;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The client's readers: all that these tests know of how they are called. */
final class FirstReader {
    private static final URI ANYWHERE = URI.create("https://host");
    private static final Endpoint ENDPOINT = new Endpoint(ANYWHERE, "project", false, 8);
    /** The time that it is for whoever reads. */
    static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    private static final ProviderKey.IamUser USER = new ProviderKey.IamUser("domain", "user", "password");

    private FirstReader() {}

    /** How the answer to a write is read. */
    @FunctionalInterface
    interface Write {
        Reading read(HttpReply reply, String id);
    }

    static Claim write(Write write, Conversation conversation, String id) {
        Reading reading = write.read(reply(conversation.next()), id);
        return switch (reading.kind()) {
            case ACCEPTED -> Claim.of(Claim.Kind.DONE);
            case GONE -> Claim.of(Claim.Kind.GONE);
            default -> Claim.NOTHING;
        };
    }

    /** @param absent what it means that the look shows none */
    static Claim look(Operation operation, Conversation conversation, String id, Claim.Kind absent) {
        return claim(operation.look(reader(conversation), ENDPOINT, id, NOW), absent);
    }

    static Claim list(Operation operation, Conversation conversation, String id) {
        return claim(
                operation.list(reader(conversation), ENDPOINT).thenApply(listing -> listing.find(id)),
                Claim.Kind.LACKS);
    }

    private static Claim claim(CompletableFuture<Observation> seen, Claim.Kind absent) {
        return switch (seen.join().kind()) {
            case REACHED -> Claim.of(Claim.Kind.REACHED);
            case ABSENT -> Claim.of(absent);
            case PENDING, UNSEEN -> Claim.NOTHING;
        };
    }

    static Claim members(Operation operation, Conversation conversation, String id) {
        Members members = operation.members(reader(conversation), ENDPOINT, id).join();
        return members.ids().isEmpty() ? Claim.NOTHING : new Claim(Claim.Kind.SET, new LinkedHashSet<>(members.ids()));
    }

    static Claim login(Conversation conversation) {
        FakeTime time = new FakeTime();
        StubHttpClient http = new StubHttpClient(request -> conversation.next());
        IamTokens tokens = new IamTokens(new Transport(() -> Transport.Route.direct(http), time, Runnable::run), time);
        HttpCall call = HttpCall.get(ANYWHERE);
        try {
            Map<String, String> signed = tokens.signer(USER, ANYWHERE, "project")
                    .sign(call, new Stop())
                    .join();
            return signed.containsKey("X-Auth-Token") ? Claim.of(Claim.Kind.TOKEN) : Claim.NOTHING;
        } catch (CompletionException e) {
            if (e.getCause() instanceof LoginException) {
                return Claim.NOTHING;
            }
            throw e;
        }
    }

    private static ReadCall reader(Conversation conversation) {
        return call -> CompletableFuture.completedFuture(
                reply(beginsList(call) ? conversation.nextFirstPage() : conversation.next()));
    }

    private static boolean beginsList(HttpCall call) {
        String asked = call.uri() + call.json().orElse("");
        return asked.contains("/aiapps/getList") || asked.matches(".*(index=0|offset=0|\"offset\":0)\\b.*");
    }

    static HttpReply reply(Answer answer) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        answer.headers().forEach(header -> headers.computeIfAbsent(header.name(), name -> new ArrayList<>())
                .add(header.value()));
        return new HttpReply(
                answer.status(), java.net.http.HttpHeaders.of(headers, (name, value) -> true), answer.body());
    }
}

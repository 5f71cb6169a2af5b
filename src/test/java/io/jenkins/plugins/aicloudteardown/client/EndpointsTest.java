package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.Replies;
import io.jenkins.plugins.aicloudteardown.client.operation.DataforestKill;
import io.jenkins.plugins.aicloudteardown.client.operation.Endpoint;
import io.jenkins.plugins.aicloudteardown.client.operation.IdFormat;
import io.jenkins.plugins.aicloudteardown.client.operation.ModelartsDeleteModel;
import io.jenkins.plugins.aicloudteardown.client.operation.NclueDeleteTask;
import io.jenkins.plugins.aicloudteardown.client.operation.NotebookRestart;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.ReadCall;
import io.jenkins.plugins.aicloudteardown.client.operation.RomaUndeploy;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.client.operation.ServiceProbe;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever an id, a project, an instance or an account is: a request goes to the host of the connection, or nowhere. */
class EndpointsTest {
    private static final int TEXTS = 20_000;
    private static final String GOOD = "10eb0091-887f-4839-9929-cbc884f1e20e";
    private static final String[] LIKE_IDS = {GOOD, "cMmEw7HCjVQdcHh3JVOptL", "a", "a_b-c"};

    /** As an administrator may write them. */
    static final List<String> BASES = List.of(
            "https://df.apigw.ntruss.com",
            "https://gateway.example:8443/naver/../cloud",
            "https://gateway.example/a%2fb/",
            "https://203.0.113.7",
            "https://[2001:db8::1]:443/x",
            "http://127.0.0.1:9",
            "http://[::1]:9///");

    /** What an id is put into: one request each, or more. */
    private interface Calls {
        List<HttpCall> with(Endpoint endpoint, String text);
    }

    /** Hands out one and the same reply, and keeps what was asked. */
    private static final class Asked implements ReadCall {
        private final List<HttpCall> calls = new ArrayList<>();

        @Override
        public CompletableFuture<HttpReply> read(HttpCall call) {
            calls.add(call);
            return CompletableFuture.completedFuture(Replies.json(
                    200, "{'model_id':'x','model_name':'net','models':[],'tasks':[],'contents':[],'total':0}"));
        }
    }

    private static List<HttpCall> allOf(Operation operation, Endpoint endpoint, String id) {
        Asked asked = new Asked();
        operation.look(asked, endpoint, id, Instant.EPOCH).join();
        if (operation.hasSecondSource()) {
            operation.list(asked, endpoint).join();
        }
        operation.members(asked, endpoint, id).join();
        asked.calls.add(operation.write(endpoint, id));
        asked.calls.add(operation.writeMember(endpoint, id));
        return asked.calls;
    }

    private static Endpoint with(Endpoint endpoint, String project) {
        return new Endpoint(endpoint.base(), project, endpoint.romaV2(), endpoint.maxInFlight());
    }

    /** Every place of a request that a parameter fills. */
    private static Stream<Calls> places() {
        return Stream.of(
                (at, id) -> allOf(new DataforestKill("account"), at, id),
                (at, account) -> allOf(new DataforestKill(account), at, GOOD),
                (at, id) -> allOf(new NotebookRestart("account"), at, id),
                (at, account) -> allOf(new NotebookRestart(account), at, GOOD),
                (at, id) -> allOf(new NclueDeleteTask(60), at, id),
                (at, id) -> allOf(new RomaUndeploy("instance"), at, id),
                (at, instance) -> allOf(new RomaUndeploy(instance), at, GOOD),
                (at, project) -> allOf(new RomaUndeploy("instance"), with(at, project), GOOD),
                (at, id) -> allOf(new ModelartsDeleteModel(true), at, id),
                (at, id) -> allOf(new ModelartsDeleteModel(false), at, id),
                (at, project) -> allOf(new ModelartsDeleteModel(true), with(at, project), GOOD),
                (at, scope) -> Stream.of(Service.values())
                        .map(service -> new ServiceProbe(service, scope).call(at))
                        .toList());
    }

    private static Stream<Endpoint> endpoints(String base) {
        return Stream.of(false, true).map(v2 -> new Endpoint(URI.create(base), "project", v2, 1));
    }

    @ParameterizedTest
    @FieldSource("BASES")
    void whatFitsChangesNothingButItsOwnPartOfThePath(String base) {
        List<String> fitting = fitting().toList();
        for (Endpoint endpoint : endpoints(base).toList()) {
            places().forEach(place -> {
                List<HttpCall> expected = place.with(endpoint, "Marker");
                assertThat(expected).isNotEmpty();
                for (String text : fitting) {
                    List<HttpCall> calls = place.with(endpoint, text);
                    assertThat(calls).hasSameSizeAs(expected);
                    for (int i = 0; i < calls.size(); i++) {
                        stays(base, calls.get(i), expected.get(i), text);
                    }
                }
            });
        }
    }

    private static Stream<String> fitting() {
        return HostileTexts.of(TEXTS, LIKE_IDS)
                .filter(text -> IdFormat.TOKEN.fits(text) || IdFormat.BASE62.fits(text))
                .distinct()
                .limit(60);
    }

    private static void stays(String base, HttpCall call, HttpCall expected, String text) {
        URI configured = URI.create(base);
        URI called = call.uri();
        assertThat(called.getScheme()).isEqualTo(configured.getScheme());
        assertThat(called.getHost()).isEqualTo(configured.getHost());
        assertThat(called.getPort()).isEqualTo(configured.getPort());
        assertThat(called.getRawUserInfo()).isNull();
        assertThat(called.getRawFragment()).isNull();
        assertThat(call.host()).isEqualTo(expected.host()).startsWith(configured.getHost());
        assertThat(called.toString()).isEqualTo(expected.uri().toString().replace("Marker", text));
        assertThat(call.json()).isEqualTo(expected.json().map(body -> body.replace("Marker", text)));
    }

    /** Said by characters and not by a pattern: a mistake in the pattern would be one here too. */
    @ParameterizedTest
    @EnumSource
    void nothingFitsThatHoldsMoreThanLettersDigitsAndTwoSigns(IdFormat format) {
        List<String> fitting =
                HostileTexts.of(TEXTS, LIKE_IDS).filter(format::fits).toList();
        assertThat(fitting).hasSizeGreaterThan(100).allSatisfy(text -> {
            assertThat(text.chars()).allMatch(EndpointsTest::harmless);
            assertThat(text).hasSizeBetween(1, 64).doesNotStartWith("-").doesNotStartWith("_");
        });
    }

    private static boolean harmless(int character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || character == '-'
                || character == '_';
    }

    /** What the provider's own list names is as little to be trusted as what a job names. */
    @Test
    void aListThatNamesHostileIdsSendsNoRequestThatHoldsOne() {
        try (Bench bench = new Bench()) {
            List<String> hostile = HostileTexts.of(500, LIKE_IDS)
                    .filter(text -> !IdFormat.TOKEN.fits(text))
                    .filter(text -> text.chars().allMatch(c -> c >= ' ' && c < 127 && c != '"' && c != '\\'))
                    .distinct()
                    .limit(60)
                    .toList();
            for (String id : hostile) {
                String list = "{\"models\":[{\"model_id\":\"ok1\",\"model_name\":\"ok1\"},{\"model_id\":\"" + id
                        + "\",\"model_name\":\"ok1\"}],\"total_count\":2,\"count\":2}";
                bench.sandbox.override(
                        "ok1",
                        received -> received.operation().equals("models/list")
                                ? io.jenkins.plugins.aicloudteardown.sandbox.Reply.json(200, list)
                                : null);
                bench.run(Operations.DELETE_VERSIONS, "ok1");
            }
            assertThat(bench.sandbox.received()).isNotEmpty().allSatisfy(received -> {
                assertThat(received.operation()).isNotEqualTo("unknown");
                assertThat(received.path()).matches("/v1/[0-9a-f]+/models(/ok1)?");
            });
        }
    }

    /** Over a real socket: the sandbox answers only at its own host and path. */
    @Test
    void whatFitsArrivesWhereItWasSent() {
        try (Bench bench = new Bench()) {
            List<String> sample =
                    fitting().filter(IdFormat.BASE62::fits).limit(20).toList();
            for (String id : sample) {
                bench.run(Operations.KILL, id);
                bench.run(Operations.DELETE_TASK, id);
                bench.run(Operations.UNDEPLOY, id);
                bench.run(Operations.DELETE_MODEL, id);
            }
            String host = bench.url.getAuthority();
            assertThat(bench.sandbox.received()).hasSizeGreaterThanOrEqualTo(4 * sample.size());
            assertThat(bench.sandbox.received()).allSatisfy(received -> {
                assertThat(received.operation()).isNotEqualTo("unknown");
                assertThat(received.headers()).containsEntry("host", host);
                assertThat(received.authenticated()).isTrue();
            });
        }
    }
}

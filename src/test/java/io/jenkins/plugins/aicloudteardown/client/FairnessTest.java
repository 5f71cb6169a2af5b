package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.auth.ProviderKey;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two tenants of one controller. What one of them does, with however many resources and whatever goes wrong, the other's
 * step ends as if it were alone: with the same result, after the same time and as many tries.
 */
class FairnessTest {
    private static final String ALL = "io.jenkins.plugins.aicloudteardown.client.Operations#all";
    private static final int MANY = 10_000;

    private final List<AutoCloseable> open = new ArrayList<>();

    /** What goes wrong for the other tenant. */
    private enum Trouble {
        /** Its provider takes requests and answers none. */
        HANGING_HOST,
        /** It tears down ten thousand resources at the very same host. */
        MANY_RESOURCES,
        /** Its key is refused there. */
        REFUSED_KEY,
        /** So is a key of the same name: whoever knows an access key ID only must not get it blocked. */
        SAME_NAME_WRONG_SECRET,
        /** The store that its credential is in does not answer. */
        HANGING_STORE,
        /** Its login is not answered. */
        HANGING_LOGIN
    }

    /** What became of the good tenant's one resource. */
    private record End(Outcome outcome, Reason reason, int tries, Duration took, long requests) {}

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    static Stream<Arguments> troubles() {
        return Operations.all().flatMap(named -> Arrays.stream(Trouble.values())
                .filter(trouble -> trouble != Trouble.HANGING_LOGIN || huawei(named.operation()))
                .map(trouble -> Arguments.of(named, trouble)));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void theOthersStepEndsAsIfAlone(Operations.Named named, Trouble trouble) {
        End alone = end(bench(), named.operation());
        assertThat(alone.outcome()).isEqualTo(Outcome.DONE);

        Bench bench = bench();
        Bench.Running hostile = begin(bench, named.operation(), trouble);
        int before = bench.sandbox.received().size();
        End beside = end(bench, named.operation());

        assertThat(beside).isEqualTo(alone);
        // Of ten thousand that wait, only those that go out while this one is still being begun.
        assertThat(overtaken(bench, before))
                .as("requests of the other that came between")
                .isLessThanOrEqualTo(10L * bench.maxInFlight);
        hostile.teardown.abort();
    }

    private Bench bench() {
        Bench bench = new Bench();
        open.add(bench);
        return bench;
    }

    private static boolean huawei(Operation operation) {
        return operation.service().provider() == Provider.HUAWEI;
    }

    private static End end(Bench bench, Operation operation) {
        bench.key = huawei(operation)
                ? new ProviderKey.AccessKey(SandboxKeys.HUAWEI_ACCESS_KEY, SandboxKeys.HUAWEI_SECRET_KEY)
                : new ProviderKey.AccessKey(SandboxKeys.NCP_ACCESS_KEY, SandboxKeys.NCP_SECRET_KEY);
        Duration before = bench.time.elapsed();
        Bench.Running good = bench.start(operation, "okGood");
        bench.drive(good::done);
        ResourceResult result = good.now().get(0);
        long requests =
                bench.sandbox.received().stream().filter(FairnessTest::good).count();
        return new End(
                result.outcome(),
                result.reason(),
                result.tries(),
                bench.time.elapsed().minus(before),
                requests);
    }

    private static boolean good(Received received) {
        return received.path().contains("okGood") || received.body().contains("okGood");
    }

    private static long overtaken(Bench bench, int before) {
        return bench.sandbox.received().stream()
                .skip(before)
                .takeWhile(received -> !good(received))
                .count();
    }

    /** Starts the other tenant's step, and waits until its trouble has begun. */
    private Bench.Running begin(Bench bench, Operation operation, Trouble trouble) {
        URI usual = bench.url;
        bench.key = another(operation);
        Bench.Running hostile;
        switch (trouble) {
            case HANGING_HOST -> {
                ProviderSandbox hanging = ProviderSandbox.start(bench.time.clock());
                open.add(hanging);
                bench.url = URI.create(hanging.url());
                hostile = bench.start(operation, ids("hang", 100));
                assertThat(hanging.awaitInFlight(1, Bench.SOON)).isTrue();
            }
            case MANY_RESOURCES -> {
                hostile = bench.start(operation, ids("ok", MANY));
                assertThat(bench.sandbox.awaitReceived(operation.name(), 1, Bench.SOON))
                        .isTrue();
            }
            case REFUSED_KEY -> {
                bench.key = new ProviderKey.AccessKey("UNKNOWNACCESSKEY", "wrong-secret-key");
                hostile = refused(bench, operation);
            }
            case SAME_NAME_WRONG_SECRET -> {
                bench.key = huawei(operation)
                        ? new ProviderKey.AccessKey(SandboxKeys.HUAWEI_ACCESS_KEY, "wrong-secret-key")
                        : new ProviderKey.AccessKey(SandboxKeys.NCP_ACCESS_KEY, "wrong-secret-key");
                hostile = refused(bench, operation);
            }
            case HANGING_STORE ->
                hostile = bench.start(
                        operation,
                        CompletableFuture.completedFuture(Past.NONE),
                        CompletableFuture::new,
                        List.of(ids("ok", 100)));
            case HANGING_LOGIN -> {
                ProviderSandbox hanging = ProviderSandbox.start(bench.time.clock());
                open.add(hanging);
                bench.iam = URI.create(hanging.url());
                bench.key = Bench.iamUser("hang1");
                hostile = bench.start(operation, ids("ok", 100));
                assertThat(hanging.awaitInFlight(1, Bench.SOON)).isTrue();
            }
            default -> throw new IllegalArgumentException(trouble.name());
        }
        bench.url = usual;
        return hostile;
    }

    private static Bench.Running refused(Bench bench, Operation operation) {
        Bench.Running hostile = bench.start(operation, ids("ok", 100));
        bench.drive(hostile::done);
        assertThat(hostile.now())
                .allSatisfy(result -> assertThat(result.outcome()).isNotEqualTo(Outcome.DONE));
        return hostile;
    }

    private static ProviderKey another(Operation operation) {
        return huawei(operation)
                ? new ProviderKey.GivenToken(SandboxKeys.FIXED_TOKEN)
                : new ProviderKey.AccessKey(SandboxKeys.ncpAccessKey(1), SandboxKeys.NCP_SECRET_KEY);
    }

    private static String[] ids(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + i).toArray(String[]::new);
    }

    /** The same host, and all that may be under way there hangs: when a turn ends, the next is not again its owner's. */
    @ParameterizedTest
    @MethodSource(ALL)
    void whereTheHostItselfHangsTheNextTurnIsTheOthers(Operations.Named named) {
        Bench bench = bench();
        bench.maxInFlight = 1;
        bench.key = another(named.operation());
        Bench.Running hostile = bench.start(named.operation(), ids("hang", 100));
        assertThat(bench.sandbox.awaitInFlight(1, Bench.SOON)).isTrue();
        bench.key = null;
        Bench.Running good = bench.start(named.operation(), "okGood");
        bench.rest();
        assertThat(good.done()).isFalse();
        int before = bench.sandbox.received().size();
        long end = System.nanoTime() + Bench.SOON.toNanos();
        while (!good.done()) {
            assertThat(System.nanoTime()).as("the other's turn comes").isLessThan(end);
            bench.sandbox.releaseHanging();
            bench.rest();
        }
        assertThat(good.now().get(0).outcome()).isEqualTo(Outcome.DONE);
        assertThat(overtaken(bench, before)).isLessThanOrEqualTo(1);
        hostile.teardown.abort();
    }
}

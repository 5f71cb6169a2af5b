package io.jenkins.plugins.aicloudteardown.disposal;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Ten thousand orders of a provider that is down, and ten calls that hang. */
@WithJenkins
class LeftScaleTest {
    private static final int ORDERS = 10_000;
    /** Those whose time has come; the others were tried just before. */
    private static final int DUE = 300;

    private static final long ROOM_FOR_ONE = 8_192;
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String MODEL = "modelartsDeleteModel";

    private static CloudJenkins cloud;
    private static ProviderSandbox sandbox;
    private static String host;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        cloud = new CloudJenkins(jenkins);
        sandbox = cloud.sandbox();
        host = sandbox.url().replaceFirst("http://", "");
        Files.createDirectories(WrittenOrders.directory());
        // Until a key has had its first success, one request at a time is all that may be under way with it.
        cloud.build(Left.deleteModel("okProof", ""), Result.SUCCESS);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    private static Disposals disposals() {
        return Disposals.get();
    }

    private static void load() throws Exception {
        disposals().load().get(5, TimeUnit.MINUTES);
    }

    private static void remove(List<String> ids) throws Exception {
        for (String id : ids) {
            Order order = disposals().orders().get(id);
            if (order != null) {
                disposals().orders().remove(order);
                order.remove();
            }
        }
    }

    /** In bytes, when everything that nobody holds is gone. */
    private static long held() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 2; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    /** In nanoseconds, the shortest first. */
    private static long[] disposeAll(List<OrderDisposable> all) {
        long[] took = new long[all.size()];
        for (int i = 0; i < took.length; i++) {
            long begun = System.nanoTime();
            all.get(i).dispose();
            took[i] = System.nanoTime() - begun;
        }
        Arrays.sort(took);
        return took;
    }

    @Test
    void tenThousandOrdersOfAProviderThatIsDown() throws Exception {
        LaterClock clock = LaterClock.set();
        sandbox.override(SandboxKeys.PROJECT_ID, request -> Reply.json(503, Left.ERROR));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            String id = "scale-" + i;
            ids.add(id);
            long next = i < DUE ? 0 : disposals().now() + Duration.ofHours(1).toMillis();
            new WrittenOrders(host, "huawei-key").write(id, "model" + i, 1_000_000 + i, next);
        }
        sandbox.forget();
        long before = held();
        long begun = System.nanoTime();
        CompletableFuture<Void> load = disposals().load();
        long heldUp = (System.nanoTime() - begun) / 1_000_000;
        load.get(5, TimeUnit.MINUTES);
        long loaded = (System.nanoTime() - begun) / 1_000_000;
        disposals().idle().get(5, TimeUnit.MINUTES);
        long each = (held() - before) / ORDERS;
        try {
            assertThat(disposals().orders().all()).hasSize(ORDERS);
            assertThat(sandbox.received())
                    .as("one request for each that was due")
                    .hasSize(DUE);
            List<OrderDisposable> all = disposals().orders().all().stream()
                    .map(order -> new OrderDisposable(order.id(), OrderWords.title(order)))
                    .toList();
            for (int i = 0; i < 5; i++) {
                disposeAll(all);
            }
            long[] took = disposeAll(all);
            System.out.printf(
                    "start held up for %d ms, loaded in %d ms, %d bytes each, dispose(): median %d us, longest %d us%n",
                    heldUp, loaded, each, took[ORDERS / 2] / 1000, took[ORDERS - 1] / 1000);

            assertThat(sandbox.received()).as("none before its time").hasSize(DUE);
            assertThat(heldUp).as("milliseconds of the start").isLessThan(2_000);
            assertThat(each).as("bytes for each").isLessThan(ROOM_FOR_ONE);
            assertThat(took[ORDERS / 2]).as("median").isLessThan(1_000_000);
            assertThat(took[ORDERS * 99 / 100]).as("99 %").isLessThan(1_000_000);

            clock.passMinutes(2);
            assertThat(sandbox.received())
                    .as("the second try of each that was due")
                    .hasSize(2 * DUE);
            clock.passMinutes(4);
            assertThat(sandbox.received()).as("five minutes are not over").hasSize(2 * DUE);
            clock.passMinutes(1);
            assertThat(sandbox.received()).hasSize(3 * DUE);
            assertThat(disposals().orders().all())
                    .as("tries hold nothing more")
                    .allMatch(order -> order.resources().size() == 1);
            assertThat((held() - before) / ORDERS)
                    .as("bytes for each after three tries")
                    .isLessThan(ROOM_FOR_ONE);
        } finally {
            sandbox.clearOverrides();
            remove(ids);
        }
    }

    @Test
    void tenCallsThatHangHoldUpNobodyWithAnotherKeyOrAtAnotherHost() throws Exception {
        LaterClock.set();
        sandbox.forget();
        List<String> ids = new ArrayList<>();
        try (ProviderSandbox other = ProviderSandbox.start()) {
            var connections = new ArrayList<>(CloudJenkins.connections("", sandbox.url(), 300));
            connections.addAll(CloudJenkins.connections("other-", other.url(), 300));
            Connections.get().setConnections(connections);
            for (int i = 0; i < 10; i++) {
                String key = "hanging-" + i;
                CloudJenkins.add(CloudJenkins.pair(key, SandboxKeys.HUAWEI_ACCESS_KEY, SandboxKeys.HUAWEI_SECRET_KEY));
                sandbox.override("okHang" + i, request -> Reply.hang());
                ids.add(key);
                new WrittenOrders(host, key).write(key, "okHang" + i, 1_000_000, 0);
            }
            load();
            assertThat(sandbox.awaitInFlight(10, LONG)).isTrue();

            ids.addAll(List.of("behind", "another-key", "another-host"));
            new WrittenOrders(host, "hanging-0").write("behind", "okBehind", 2_000_000, 0);
            new WrittenOrders(host, "huawei-key").write("another-key", "okAnotherKey", 2_000_000, 0);
            new WrittenOrders("other-huawei", other.url().replaceFirst("http://", ""), "hanging-0")
                    .write("another-host", "okAnotherHost", 2_000_000, 0);
            load();

            assertThat(sandbox.awaitReceived(MODEL, 1, LONG)).isTrue();
            assertThat(other.awaitReceived(MODEL, 1, LONG)).isTrue();
            assertThat(sandbox.modelarts().exists("okAnotherKey")).isFalse();
            assertThat(Left.writes(sandbox, MODEL, "okBehind"))
                    .as("one at a time with the same key at the same host")
                    .isZero();
            sandbox.clearOverrides();
            sandbox.releaseHanging();
            disposals().idle().get(1, TimeUnit.MINUTES);
            assertThat(Left.writes(sandbox, MODEL, "okBehind")).isEqualTo(1);
        } finally {
            disposals().idle().get(1, TimeUnit.MINUTES);
            remove(ids);
            CloudJenkins.connect(sandbox.url());
        }
    }
}

package io.jenkins.plugins.aicloudteardown.client.faults;

import static io.jenkins.plugins.aicloudteardown.client.faults.FaultScenario.of;

import io.jenkins.plugins.aicloudteardown.client.Operations;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** More than one resource: several ids, and the versions of a cascade. */
final class SeveralFaults {
    private static final String V1 = "{\"model_id\":\"v1\",\"model_name\":\"named\"}";

    private SeveralFaults() {}

    static Map<String, FaultScenario> all() {
        Map<String, FaultScenario> all = new LinkedHashMap<>();
        several(all);
        cascade(all);
        listing(all);
        return all;
    }

    private static void several(Map<String, FaultScenario> all) {
        all.put("One accepted, one refused", ids("ok1", "badRequest"));
        all.put("One accepted, one not permitted", ids("ok1", "noPermission"));
        all.put("One accepted, one not readable", ids("ok1", "wrongType"));
        all.put("One refused, one throttled to the end", of(play -> {
            play.ids = new String[] {"badRequest", "throttledAlways"};
            play.bench.sandbox.retryAfter("40");
            play.bench.timeout = Duration.ofSeconds(30);
        }));
        all.put("The same id twice", ids("ok1", "ok1"));
    }

    private static FaultScenario ids(String... ids) {
        return of(play -> play.ids = ids);
    }

    private static void cascade(Map<String, FaultScenario> all) {
        all.put("45 versions", versions(45, play -> {}));
        all.put(
                "45 versions, one in use",
                versions(45, play -> play.bench.sandbox.modelarts().addInUse("v7", "a-service")));
        all.put("3 versions, all in use", versions(3, play -> {
            for (int i = 1; i <= 3; i++) {
                play.bench.sandbox.modelarts().addInUse("v" + i, "a-service");
            }
        }));
        all.put(
                "45 versions, the second write is forbidden",
                versions(45, play -> fromTheSecondWriteOn(play, FaultReplies.forbidden(play))));
        all.put(
                "45 versions, the key is refused from the second write on",
                versions(45, play -> fromTheSecondWriteOn(play, FaultReplies.keyRefused(play))));
        all.put(
                "45 versions, the second answer is lost",
                versions(45, play -> fromTheSecondWriteOn(play, new Reply.Closed())));
        all.put(
                "3 versions, the first answer is lost",
                versions(
                        3,
                        play -> play.bench.sandbox.interceptOnce("models", (request, act) -> {
                            if (!play.isWrite(request)) {
                                return null;
                            }
                            act.get();
                            return new Reply.Closed();
                        })));
        all.put("Two ids of one cascade", versions(3, play -> play.ids = new String[] {"v1", "v2"}));
    }

    private static FaultScenario versions(int count, Consumer<FaultPlay> more) {
        return of(play -> {
            play.operation = Operations.DELETE_VERSIONS;
            play.ids = new String[] {"v1"};
            for (int i = 1; i <= count; i++) {
                play.bench.sandbox.modelarts().addModel("v" + i, "named", "0.0." + i, "0");
            }
            more.accept(play);
        });
    }

    private static void fromTheSecondWriteOn(FaultPlay play, Reply reply) {
        play.bench.sandbox.override(
                "models",
                request -> play.isWrite(request) && play.bench.sandbox.count(play.operation.name()) > 1 ? reply : null);
    }

    private static void listing(Map<String, FaultScenario> all) {
        all.put("Versions: listing forbidden", lists(FaultReplies::forbidden));
        all.put("Versions: listing lost", lists(play -> new Reply.Reset()));
        all.put(
                "Versions: the list is not whole",
                lists(play -> Reply.json(200, "{\"models\":[],\"total_count\":2,\"count\":0}")));
        all.put("Versions: the list has no total", lists(play -> Reply.json(200, "{\"models\":[" + V1 + "]}")));
        all.put(
                "Versions: the list lacks the model itself",
                lists(play -> Reply.json(200, "{\"models\":[],\"total_count\":0,\"count\":0}")));
        all.put("Versions: model missing", versions(0, play -> {}));
        all.put("Versions: model missing, with `ignoreMissing`", versions(0, play -> play.bench.ignoreMissing = true));
    }

    private static FaultScenario lists(Function<FaultPlay, Reply> reply) {
        return versions(
                3,
                play -> play.bench.sandbox.override("models", request -> isList(request) ? reply.apply(play) : null));
    }

    private static boolean isList(Received request) {
        return request.operation().equals("models/list");
    }
}

package io.jenkins.plugins.aicloudteardown.client.secondreader;

import io.jenkins.plugins.aicloudteardown.client.operation.DataforestKill;
import io.jenkins.plugins.aicloudteardown.client.operation.ModelartsDeleteModel;
import io.jenkins.plugins.aicloudteardown.client.operation.NclueDeleteTask;
import io.jenkins.plugins.aicloudteardown.client.operation.NotebookRestart;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.operation.RomaUndeploy;
import io.jenkins.plugins.aicloudteardown.sandbox.Request;
import java.util.List;
import java.util.random.RandomGenerator;

/** The operations as the whole client carries them out, and the documented answers to each kind of request. */
enum Actor {
    KILL(new DataforestKill("1"), Documented.APP, "POST /api/v2/aiapps/kill", "/aiapps/getList") {
        @Override
        List<Draft> documented(Exchange.Asked asked, RandomGenerator random) {
            return switch (asked) {
                case WRITE -> Documented.dataforestWrite(random, id());
                case LOOK -> Documented.appLook(random);
                default -> Documented.appList(random);
            };
        }
    },
    RESTART(new NotebookRestart("1"), Documented.NOTEBOOK, "POST /api/v2/notebooks/restart", "/notebooks/getList") {
        @Override
        List<Draft> documented(Exchange.Asked asked, RandomGenerator random) {
            return asked == Exchange.Asked.WRITE
                    ? Documented.dataforestWrite(random, id())
                    : Documented.notebookList(random);
        }
    },
    DELETE_TASK(new NclueDeleteTask(0), Documented.TASK, "DELETE /api/v1/tasks/", "/api/v1/tasks") {
        @Override
        List<Draft> documented(Exchange.Asked asked, RandomGenerator random) {
            return task(asked, random);
        }
    },
    DELETE_IDLE_TASK(new NclueDeleteTask(30), Documented.TASK, "DELETE /api/v1/tasks/", "/api/v1/tasks") {
        @Override
        List<Draft> documented(Exchange.Asked asked, RandomGenerator random) {
            return task(asked, random);
        }
    },
    UNDEPLOY(new RomaUndeploy("i"), Documented.API, "POST /v1/p/apic/instances/i/livedata-apis/undeploy", "none") {
        @Override
        List<Draft> documented(Exchange.Asked asked, RandomGenerator random) {
            return asked == Exchange.Asked.WRITE ? Documented.romaWrite(random) : Documented.apiLook(random);
        }
    },
    DELETE_MODEL(new ModelartsDeleteModel(false), Documented.MODEL, "DELETE /v1/p/models/", "/v1/p/models") {
        @Override
        List<Draft> documented(Exchange.Asked asked, RandomGenerator random) {
            return asked == Exchange.Asked.WRITE ? Documented.modelartsWrite(random) : Documented.modelLook(random);
        }
    },
    DELETE_VERSIONS(new ModelartsDeleteModel(true), Documented.MODEL, "DELETE /v1/p/models/", "/v1/p/models") {
        @Override
        List<Draft> documented(Exchange.Asked asked, RandomGenerator random) {
            return switch (asked) {
                case WRITE -> Documented.cascadeWrite(random);
                case LOOK -> Documented.modelLook(random);
                default -> Documented.modelList(random);
            };
        }
    };

    private final Operation operation;
    private final String id;
    private final String write;
    private final String list;

    Actor(Operation operation, String id, String write, String list) {
        this.operation = operation;
        this.id = id;
        this.write = write;
        this.list = list;
    }

    /** Answers as documented to a write, a look or a list. */
    abstract List<Draft> documented(Exchange.Asked asked, RandomGenerator random);

    private static List<Draft> task(Exchange.Asked asked, RandomGenerator random) {
        return switch (asked) {
            case WRITE -> Documented.nclueWrite(random);
            case LOOK -> Documented.taskLook(random);
            default -> Documented.taskList(random);
        };
    }

    Operation operation() {
        return operation;
    }

    String id() {
        return id;
    }

    boolean ncp() {
        return operation.service().provider() == Provider.NCP;
    }

    Exchange.Asked asked(Request request) {
        String path = request.path();
        if (path.endsWith("/v3/auth/tokens")) {
            return Exchange.Asked.LOGIN;
        }
        // The project of the sandbox is one segment, whatever it is.
        String called = request.method() + " " + path.replaceFirst("^/(v[12])/[^/]+/", "/$1/p/");
        if (called.startsWith(write)) {
            return Exchange.Asked.WRITE;
        }
        return called.endsWith(list) ? Exchange.Asked.LIST : Exchange.Asked.LOOK;
    }

    /** The id that the path names, or the first entry that a page is asked for. */
    static String target(Request request, Exchange.Asked asked) {
        if (asked != Exchange.Asked.LIST) {
            return request.path().substring(request.path().lastIndexOf('/') + 1);
        }
        String first =
                (request.query() + request.text()).replaceFirst(".*(?:index=|offset=|\"offset\":)(\\d+).*", "$1");
        return first.matches("\\d+") ? first : "0";
    }
}

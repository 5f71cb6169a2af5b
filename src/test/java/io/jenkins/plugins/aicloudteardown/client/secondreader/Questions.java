package io.jenkins.plugins.aicloudteardown.client.secondreader;

import io.jenkins.plugins.aicloudteardown.client.operation.DataforestKill;
import io.jenkins.plugins.aicloudteardown.client.operation.ModelartsDeleteModel;
import io.jenkins.plugins.aicloudteardown.client.operation.NclueDeleteTask;
import io.jenkins.plugins.aicloudteardown.client.operation.NotebookRestart;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.RomaUndeploy;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** All that is asked of the providers: writes, looks, lists and the login. */
final class Questions {
    private static final Operation KILL = new DataforestKill("1");
    private static final Operation RESTART = new NotebookRestart("1");
    private static final Operation DELETE_TASK = new NclueDeleteTask(0);
    private static final Operation UNDEPLOY = new RomaUndeploy("instance");
    private static final Operation DELETE_MODEL = new ModelartsDeleteModel(false);
    private static final Operation DELETE_VERSIONS = new ModelartsDeleteModel(true);

    private Questions() {}

    static Stream<Question> all() {
        return Stream.of(
                killWrite(),
                restartWrite(),
                taskWrite(),
                apiWrite(),
                modelWrite("modelartsDeleteModel: write", DELETE_MODEL::readWrite, false),
                modelWrite("modelartsDeleteModel, cascade: write", DELETE_VERSIONS::readWrite, true),
                modelWrite("modelartsDeleteModel, member: write", DELETE_VERSIONS::readMember, false),
                killLook(),
                restartLook(),
                taskLook(),
                apiLook(),
                modelLook(),
                appList(),
                taskList(),
                modelList(),
                login());
    }

    static Question killWrite() {
        String id = Documented.APP;
        return new Question(
                "dataforestKill: write",
                id,
                random -> Documented.dataforestWrite(random, id),
                read -> FirstReader.write(KILL::readWrite, read, id),
                (claim, read) -> switch (claim.kind()) {
                    case DONE -> SecondReader.dataforestDone(read.last(), id);
                    case GONE -> SecondReader.dataforestGone(read.last());
                    default -> false;
                });
    }

    private static Question restartWrite() {
        String id = Documented.NOTEBOOK;
        return new Question(
                "notebookRestart: write",
                id,
                random -> Documented.dataforestWrite(random, id),
                read -> FirstReader.write(RESTART::readWrite, read, id),
                (claim, read) -> claim.kind() == Claim.Kind.DONE && SecondReader.dataforestDone(read.last(), id));
    }

    static Question taskWrite() {
        String id = Documented.TASK;
        return new Question(
                "nclueDeleteTask: write",
                id,
                Documented::nclueWrite,
                read -> FirstReader.write(DELETE_TASK::readWrite, read, id),
                (claim, read) -> switch (claim.kind()) {
                    case DONE -> SecondReader.taskDone(read.last(), id);
                    case GONE -> SecondReader.taskGone(read.last());
                    default -> false;
                });
    }

    private static Question apiWrite() {
        return new Question(
                "romaUndeploy: write",
                Documented.API,
                Documented::romaWrite,
                read -> FirstReader.write(UNDEPLOY::readWrite, read, Documented.API),
                (claim, read) -> switch (claim.kind()) {
                    case DONE -> SecondReader.apiDone(read.last());
                    case GONE -> SecondReader.apiGone(read.last());
                    default -> false;
                });
    }

    private static Question modelWrite(String name, FirstReader.Write reader, boolean cascade) {
        String id = Documented.MODEL;
        return new Question(
                name,
                id,
                Documented::modelartsWrite,
                read -> FirstReader.write(reader, read, id),
                (claim, read) -> switch (claim.kind()) {
                    case DONE -> SecondReader.modelDone(read.last(), id, cascade);
                    case GONE -> SecondReader.modelGone(read.last(), id);
                    default -> false;
                });
    }

    private static Question killLook() {
        String id = Documented.APP;
        return new Question(
                "dataforestKill: look",
                id,
                Documented::appLook,
                read -> FirstReader.look(KILL, read, id, Claim.Kind.GONE),
                (claim, read) -> switch (claim.kind()) {
                    case REACHED -> SecondReader.appEnded(read.last(), id, FirstReader.NOW);
                    case GONE -> SecondReader.dataforestGone(read.last());
                    default -> false;
                });
    }

    static Question restartLook() {
        String id = Documented.NOTEBOOK;
        return new Question(
                "notebookRestart: look",
                id,
                Documented::notebookList,
                read -> FirstReader.look(RESTART, read, id, Claim.Kind.LACKS),
                (claim, read) -> switch (claim.kind()) {
                    case REACHED -> SecondReader.notebookRuns(read.pages(), id);
                    case LACKS -> SecondReader.NOTEBOOKS.lacks(read.pages(), id);
                    default -> false;
                });
    }

    private static Question taskLook() {
        return gone(
                "nclueDeleteTask: look", Documented.TASK, DELETE_TASK, Documented::taskLook, SecondReader::taskGone);
    }

    private static Question modelLook() {
        return gone(
                "modelartsDeleteModel: look",
                Documented.MODEL,
                DELETE_MODEL,
                Documented::modelLook,
                answer -> answer.status() == 404 && SecondReader.modelGone(answer, Documented.MODEL));
    }

    /** Where the end that is looked for is that there is none. */
    private static Question gone(
            String name,
            String id,
            Operation operation,
            Function<RandomGenerator, List<Draft>> documented,
            Predicate<Answer> gone) {
        return new Question(
                name,
                id,
                documented,
                read -> FirstReader.look(operation, read, id, Claim.Kind.GONE),
                (claim, read) -> (claim.kind() == Claim.Kind.REACHED || claim.kind() == Claim.Kind.GONE)
                        && gone.test(read.last()));
    }

    private static Question apiLook() {
        String id = Documented.API;
        return new Question(
                "romaUndeploy: look",
                id,
                Documented::apiLook,
                read -> FirstReader.look(UNDEPLOY, read, id, Claim.Kind.GONE),
                (claim, read) -> switch (claim.kind()) {
                    case REACHED -> SecondReader.apiNotDeployed(read.last(), id);
                    case GONE -> SecondReader.apiGone(read.last());
                    default -> false;
                });
    }

    private static Question appList() {
        return list("dataforestKill: list", Documented.APP, KILL, Documented::appList, SecondReader.APPS);
    }

    static Question taskList() {
        return list("nclueDeleteTask: list", Documented.TASK, DELETE_TASK, Documented::taskList, SecondReader.TASKS);
    }

    private static Question list(
            String name,
            String id,
            Operation operation,
            Function<RandomGenerator, List<Draft>> documented,
            WholeList list) {
        return new Question(
                name,
                id,
                documented,
                read -> FirstReader.list(operation, read, id),
                (claim, read) -> claim.kind() == Claim.Kind.LACKS && list.lacks(read.pages(), id));
    }

    private static Question modelList() {
        String id = Documented.MODEL;
        return new Question(
                "modelartsDeleteModel, cascade: list",
                id,
                Documented::modelAndList,
                read -> FirstReader.members(DELETE_VERSIONS, read, id),
                (claim, read) -> claim.kind() == Claim.Kind.SET
                        && SecondReader.inOneSpelling(claim.ids().stream(), id)
                                .equals(SecondReader.versions(read.first(), read.pages(), id)));
    }

    static Question login() {
        return new Question(
                "login",
                "MIIFuzzToken",
                Documented::login,
                FirstReader::login,
                (claim, read) -> claim.kind() == Claim.Kind.TOKEN && SecondReader.token(read.last()));
    }
}

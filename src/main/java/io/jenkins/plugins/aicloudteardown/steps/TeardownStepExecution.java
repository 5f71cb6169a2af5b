package io.jenkins.plugins.aicloudteardown.steps;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.aicloudteardown.report.Opening;
import io.jenkins.plugins.aicloudteardown.teardown.Ending;
import io.jenkins.plugins.aicloudteardown.teardown.Origin;
import io.jenkins.plugins.aicloudteardown.teardown.ResultHandler;
import io.jenkins.plugins.aicloudteardown.teardown.TeardownOrder;
import io.jenkins.plugins.aicloudteardown.teardown.TeardownSession;
import io.jenkins.plugins.aicloudteardown.words.Words;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jenkinsci.plugins.workflow.actions.TimingAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A step while it runs. Holds no thread while it waits. What is saved with it never changes: the order, and the random id
 * by which a resumed step finds in the build's journal how far it had come.
 */
final class TeardownStepExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final TeardownOrder order;
    private final String orderId = Origin.newOrder();
    private transient TeardownSession session;
    private transient End ended;

    TeardownStepExecution(StepContext context, TeardownOrder order) {
        super(context);
        this.order = order;
    }

    @Override
    public boolean start() throws Exception {
        TeardownSession begun = session();
        follow(begun.begin(ProgramSaves.of(getContext().get(Run.class)).save(getContext())));
        return false;
    }

    @Override
    public void onResume() {
        try {
            follow(session().resume());
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            end(() -> getContext().onFailure(e));
        }
    }

    private void follow(CompletableFuture<Ending> ending) {
        ending.whenComplete((end, error) -> end(() -> {
            if (error == null) {
                conclude(end);
            } else {
                getContext().onFailure(polite(error));
            }
        }));
    }

    private void conclude(Ending ending) {
        try {
            StepContext context = getContext();
            ResultHandler build = new StepResult(context, context.get(Run.class), context.get(FlowNode.class));
            boolean goesOn = ending.conclude(context.get(TaskListener.class), build);
            if (goesOn) {
                context.onSuccess(ending.asMap());
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            // Whatever fails here, the build must learn that the step has ended.
            getContext().onFailure(e);
        }
    }

    /** How a step changes its build. */
    private record StepResult(StepContext context, Run<?, ?> run, FlowNode node) implements ResultHandler {
        @Override
        public void failure(String sentence) {
            context.onFailure(new AbortException(sentence));
        }

        @Override
        public void unstable(String sentence) {
            node.addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(sentence));
            run.setResult(Result.UNSTABLE);
        }
    }

    /** Only the first end counts: an abort and a response may come at the same time. */
    private void end(Runnable how) {
        if (first()) {
            how.run();
        }
    }

    private synchronized boolean first() {
        boolean first = ended == null;
        ended = new End();
        return first;
    }

    /** Stands for the end of the step in this life of the controller, so it never comes back from the disk. */
    private static final class End {}

    /** Bad input is persisted with the build as what it is for Jenkins: one sentence, which names the step. */
    private Throwable polite(Throwable error) {
        return error instanceof AbortException
                ? new AbortException(Words.line(order.operation().name(), error.getMessage()))
                : error;
    }

    private synchronized TeardownSession current() {
        return session;
    }

    /** One for each life of the controller, be it begun by the step's start, its resumption, or an abort before that. */
    private synchronized TeardownSession session() throws IOException, InterruptedException {
        if (session == null) {
            StepContext context = getContext();
            FlowNode node = context.get(FlowNode.class);
            Origin origin = new Origin(
                    orderId,
                    node.getId(),
                    TimingAction.getStartTime(node),
                    () -> Stages.of(node),
                    other -> isForgotten(node.getExecution(), other));
            session = new TeardownSession(order, context.get(Run.class), context.get(TaskListener.class), origin);
        }
        return session;
    }

    /** Node ids are used again when a build is resumed from before them; the time at which a node began is its own. */
    private static boolean isForgotten(FlowExecution execution, Opening other) {
        try {
            FlowNode node = execution.getNode(other.node());
            return node == null || TimingAction.getStartTime(node) != other.began();
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        if (first()) {
            aborted().whenComplete((done, error) -> getContext().onFailure(cause));
        }
    }

    private CompletableFuture<Void> aborted() {
        try {
            return session().abort();
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            // Without a log there is nobody to tell, but the step must end.
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public boolean blocksRestart() {
        TeardownSession current = current();
        return current != null && current.writing();
    }

    @Override
    public String getStatus() {
        TeardownSession current = current();
        return current == null ? "" : current.status();
    }
}

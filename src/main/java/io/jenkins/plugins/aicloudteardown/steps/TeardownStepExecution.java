package io.jenkins.plugins.aicloudteardown.steps;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.aicloudteardown.client.TeardownState;
import io.jenkins.plugins.aicloudteardown.teardown.Ending;
import io.jenkins.plugins.aicloudteardown.teardown.Place;
import io.jenkins.plugins.aicloudteardown.teardown.ResultHandler;
import io.jenkins.plugins.aicloudteardown.teardown.TeardownOrder;
import io.jenkins.plugins.aicloudteardown.teardown.TeardownSession;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * The Pipeline's door. Holds no thread while it waits, and survives a restart with what its two persisted fields say.
 */
final class TeardownStepExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(TeardownStepExecution.class.getName());

    private final TeardownOrder order;
    private final TeardownState state;
    private transient TeardownSession teardown;
    private transient End ended;

    TeardownStepExecution(StepContext context, TeardownOrder order) {
        super(context);
        this.order = order;
        this.state = new TeardownState(order.ids());
    }

    @Override
    public boolean start() throws Exception {
        begin();
        return false;
    }

    @Override
    public void onResume() {
        try {
            begin();
        } catch (IOException | InterruptedException e) {
            end(() -> getContext().onFailure(e));
        }
    }

    private void begin() throws IOException, InterruptedException {
        Run<?, ?> run = getContext().get(Run.class);
        TaskListener listener = getContext().get(TaskListener.class);
        FlowNode node = getContext().get(FlowNode.class);
        teardown(run, listener, node).start().whenComplete((ending, error) -> {
            if (error == null) {
                end(() -> conclude(ending, run, listener, node));
            } else {
                end(() -> getContext().onFailure(polite(error)));
            }
        });
    }

    private void conclude(Ending ending, Run<?, ?> run, TaskListener listener, FlowNode node) {
        boolean goesOn = ending.conclude(listener, new ResultHandler() {
            @Override
            public void failure(String sentence) {
                getContext().onFailure(new AbortException(sentence));
            }

            @Override
            public void unstable(String sentence) {
                node.addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(sentence));
                run.setResult(Result.UNSTABLE);
            }
        });
        if (goesOn) {
            getContext().onSuccess(ending.asMap());
        }
    }

    /** The first end is the only one: an abort and an answer may meet. */
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

    /** Bad input is persisted with the build as what it is for Jenkins: one sentence. */
    private static Throwable polite(Throwable error) {
        return error instanceof BadInputException ? new AbortException(error.getMessage()) : error;
    }

    private CompletableFuture<Void> save() {
        CompletableFuture<Void> saved = new CompletableFuture<>();
        var future = getContext().saveState();
        future.addListener(
                () -> {
                    try {
                        future.get();
                        saved.complete(null);
                    } catch (Exception e) {
                        LOGGER.log(Level.WARNING, "The state of a teardown could not be saved, so nothing is sent", e);
                        saved.completeExceptionally(e);
                    }
                },
                Runnable::run);
        return saved;
    }

    private synchronized TeardownSession current() {
        return teardown;
    }

    /** One for each life of the controller, be it begun by the step's start, its resumption, or an abort before that. */
    private synchronized TeardownSession teardown(Run<?, ?> run, TaskListener listener, FlowNode node) {
        if (teardown == null) {
            Place place = new Place(node.getId(), () -> Stages.of(node));
            teardown = new TeardownSession(order, state, run, listener, this::save, place);
        }
        return teardown;
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        if (first()) {
            aborted().whenComplete((done, error) -> getContext().onFailure(cause));
        }
    }

    private CompletableFuture<Void> aborted() {
        try {
            StepContext context = getContext();
            return teardown(context.get(Run.class), context.get(TaskListener.class), context.get(FlowNode.class))
                    .abort();
        } catch (IOException | InterruptedException e) {
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

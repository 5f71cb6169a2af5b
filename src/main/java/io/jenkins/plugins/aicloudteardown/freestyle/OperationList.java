package io.jenkins.plugins.aicloudteardown.freestyle;

import hudson.AbortException;
import hudson.Functions;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.report.Refusal;
import io.jenkins.plugins.aicloudteardown.steps.TeardownStep;
import io.jenkins.plugins.aicloudteardown.steps.TeardownStepDescriptor;
import io.jenkins.plugins.aicloudteardown.teardown.Ending;
import io.jenkins.plugins.aicloudteardown.teardown.Origin;
import io.jenkins.plugins.aicloudteardown.teardown.ResultHandler;
import io.jenkins.plugins.aicloudteardown.teardown.TeardownOrder;
import io.jenkins.plugins.aicloudteardown.teardown.TeardownSession;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import io.jenkins.plugins.aicloudteardown.words.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** The operations of one freestyle step or action, run in order while the build holds its executor. */
final class OperationList {
    /** An abort ends within a second; beyond this the build does not wait for it. */
    private static final long ABORT_SECONDS = 10;

    private final List<TeardownStep> operations;
    private final boolean stopOnFailure;
    private final AbstractBuild<?, ?> build;
    private final BuildListener listener;

    OperationList(
            List<TeardownStep> operations, boolean stopOnFailure, AbstractBuild<?, ?> build, BuildListener listener) {
        this.operations = operations;
        this.stopOnFailure = stopOnFailure;
        this.build = build;
        this.listener = listener;
    }

    /**
     * What the form's list offers, those of a provider together. Jenkins' own lists hold descriptors of exactly one type,
     * and steps are of another.
     */
    static List<TeardownStepDescriptor> descriptors() {
        List<TeardownStepDescriptor> found = new ArrayList<>();
        for (StepDescriptor descriptor : StepDescriptor.all()) {
            if (descriptor instanceof TeardownStepDescriptor ours) {
                found.add(ours);
            }
        }
        found.sort(Comparator.comparing(TeardownStepDescriptor::service));
        return found;
    }

    /** A matrix job would tear the same things down once for each of its configurations. */
    @SuppressWarnings("rawtypes")
    static boolean suits(Class<? extends AbstractProject> job) {
        for (Class<?> type = job; type != null; type = type.getSuperclass()) {
            if (type.getName().startsWith("hudson.matrix.")) {
                return false;
            }
        }
        return true;
    }

    /** @return whether none of them failed */
    boolean run() throws IOException, InterruptedException {
        if (!suits(build.getProject().getClass())) {
            // Only the form keeps it out; Job DSL and other plugins that run build steps do not ask.
            listener.error(new BadInputException(Messages._Input_Matrix()).inLog());
            return false;
        }
        if (operations.isEmpty()) {
            listener.error(new BadInputException(Messages._Input_NoOperation()).inLog());
            return false;
        }
        BuildVariables variables = BuildVariables.of(build, listener);
        boolean failed = false;
        for (TeardownStep operation : operations) {
            String name = operation.getDescriptor().getFunctionName();
            if (failed && stopOnFailure) {
                skip(name, operation, variables);
            } else if (!run(name, operation, variables)) {
                failed = true;
            }
        }
        return !failed;
    }

    private void skip(String name, TeardownStep operation, BuildVariables variables) throws InterruptedException {
        try {
            run(operation.order(variables)).skip().get();
        } catch (BadInputException e) {
            // Which ids it would have been cannot be told.
            String words = Words.of(Reason.SKIPPED).toString(Locale.ENGLISH);
            listener.getLogger().println(Words.line(name, "NOT_SENT: " + words + "."));
        } catch (ExecutionException e) {
            Functions.printStackTrace(e.getCause(), listener.error(Words.line(name, "failed unexpectedly")));
        }
    }

    private boolean run(String name, TeardownStep operation, BuildVariables variables) throws InterruptedException {
        try {
            return await(operation.order(variables)).conclude(listener, new ResultHandler() {
                @Override
                public void failure(String sentence) {
                    listener.error(sentence);
                }

                @Override
                public void unstable(String sentence) {
                    build.setResult(Result.UNSTABLE);
                }
            });
        } catch (BadInputException e) {
            Refusal.note(build, name, e.getMessage());
            listener.error(Words.line(name, e.inLog()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AbortException problem) {
                listener.error(Words.line(name, problem.getMessage()));
            } else {
                Functions.printStackTrace(e.getCause(), listener.error(Words.line(name, "failed unexpectedly")));
            }
        }
        return false;
    }

    private TeardownSession run(TeardownOrder order) {
        return new TeardownSession(order, build, listener, Origin.freestyle(OperationCount.next(build)));
    }

    private Ending await(TeardownOrder order) throws ExecutionException, InterruptedException {
        TeardownSession run = run(order);
        try {
            // The build ends with the controller, so there is no program to come back to.
            return run.begin(CompletableFuture.completedFuture(null)).get();
        } catch (InterruptedException e) {
            end(run);
            throw e;
        }
    }

    private static void end(TeardownSession run) throws InterruptedException {
        try {
            run.abort().get(ABORT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // The build ends as aborted all the same.
            return;
        }
    }
}

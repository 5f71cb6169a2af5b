package io.jenkins.plugins.aicloudteardown.steps;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.aicloudteardown.report.Refusal;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Words;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graph.StepNode;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Notes what is wrong with the arguments of a step that could not even be made of them: whoever checks them then knows of
 * no build, and only the node that the step would have had keeps the error.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class RefusedArguments implements GraphListener.Synchronous {
    private static final Logger LOGGER = Logger.getLogger(RefusedArguments.class.getName());
    /** The sentences of errors whose node has not come yet; an error equals no other. */
    private static final Map<Throwable, String> NOT_NOTED = Collections.synchronizedMap(new WeakHashMap<>());

    @Override
    public void onNewHead(FlowNode node) {
        node.getParents().forEach(RefusedArguments::note);
    }

    /** What fails the step: persisted with the build as what it is for Jenkins, one sentence that names the step. */
    static AbortException error(String function, BadInputException problem) {
        AbortException error = new AbortException(Words.line(function, problem.inLog()));
        NOT_NOTED.put(error, problem.getMessage());
        return error;
    }

    private static void note(FlowNode node) {
        if (node instanceof StepNode step && step.getDescriptor() instanceof TeardownStepDescriptor ours) {
            ErrorAction error = node.getError();
            String why = error == null ? null : NOT_NOTED.remove(error.getError());
            if (why != null) {
                note(node, ours.getFunctionName(), why);
            }
        }
    }

    private static void note(FlowNode node, String function, String why) {
        try {
            if (node.getExecution().getOwner().getExecutable() instanceof Run<?, ?> run) {
                Refusal.note(run, function, why);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The build of " + node + " cannot be found");
        }
    }
}

package io.jenkins.plugins.aicloudteardown.steps;

import hudson.Util;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.ThreadNameAction;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** Names of stages. */
final class Stages {
    private Stages() {}

    /**
     * The stage that a node stands in, with the parallel branches between them: {@code Teardown / seoul}. Empty where
     * there is neither. Reads the graph, which may be on disk: not to be called on the Pipeline's thread.
     */
    static String of(FlowNode node) {
        Deque<String> names = new ArrayDeque<>();
        for (BlockStartNode block : node.iterateEnclosingBlocks()) {
            ThreadNameAction branch = block.getPersistentAction(ThreadNameAction.class);
            if (branch != null) {
                names.addFirst(Util.fixNull(branch.getThreadName()));
                continue;
            }
            LabelAction stage = block.getPersistentAction(LabelAction.class);
            if (stage != null) {
                names.addFirst(Util.fixNull(stage.getDisplayName()));
                break;
            }
        }
        return String.join(" / ", names);
    }
}

package io.jenkins.plugins.aicloudteardown.bench.jenkins;

import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.FlowEndNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graph.FlowStartNode;

/** How long the program of the latest build ran: without its queue, its compilation and the end of its log. */
class FlowTimes implements GraphListener.Synchronous {
    private static volatile long began;
    private static volatile long ended;

    /** In nanoseconds; of the latest build that has ended. */
    static long latest() {
        return ended - began;
    }

    @Override
    public void onNewHead(FlowNode node) {
        if (node instanceof FlowStartNode) {
            began = System.nanoTime();
        } else if (node instanceof FlowEndNode) {
            ended = System.nanoTime();
        }
    }
}

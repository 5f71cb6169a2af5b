package io.jenkins.plugins.aicloudteardown.freestyle;

import hudson.model.AbstractBuild;
import hudson.model.InvisibleAction;

/** Numbers a build's operations over all its build steps and post-build actions, so that the report can tell them apart. */
final class OperationCount extends InvisibleAction {
    private int last;

    /** Called on the build's own thread only. */
    static int next(AbstractBuild<?, ?> build) {
        OperationCount count = build.getAction(OperationCount.class);
        if (count == null) {
            count = new OperationCount();
            build.addAction(count);
        }
        return ++count.last;
    }
}

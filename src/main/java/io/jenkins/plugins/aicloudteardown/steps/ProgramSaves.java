package io.jenkins.plugins.aicloudteardown.steps;

import hudson.model.Run;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Saves the programs of builds. All steps of a build that ask while a save is under way share the next one, since each
 * writes the whole program: a thousand branches would otherwise write it a thousand times.
 */
final class ProgramSaves {
    private static final Logger LOGGER = Logger.getLogger(ProgramSaves.class.getName());
    private static final Map<Run<?, ?>, ProgramSaves> BUILDS = new WeakHashMap<>();

    private CompletableFuture<Void> underWay;
    private CompletableFuture<Void> next;

    ProgramSaves() {}

    static ProgramSaves of(Run<?, ?> run) {
        synchronized (BUILDS) {
            return BUILDS.computeIfAbsent(run, build -> new ProgramSaves());
        }
    }

    /** @return ends when a program that was taken after this call is on the disk, as far as the build's durability goes */
    synchronized CompletableFuture<Void> save(StepContext context) {
        if (underWay == null) {
            CompletableFuture<Void> first = new CompletableFuture<>();
            underWay = first;
            begin(context, first);
            return first;
        }
        if (next == null) {
            next = new CompletableFuture<>();
            CompletableFuture<Void> mine = next;
            underWay.whenComplete((saved, error) -> begin(context, mine));
        }
        return next;
    }

    private void begin(StepContext context, CompletableFuture<Void> saved) {
        try {
            var future = context.saveState();
            future.addListener(
                    () -> {
                        try {
                            future.get();
                            end(saved, null);
                        } catch (Exception e) {
                            end(saved, e);
                        }
                    },
                    Runnable::run);
        } catch (RuntimeException | Error e) {
            end(saved, e);
        }
    }

    private void end(CompletableFuture<Void> saved, Throwable error) {
        synchronized (this) {
            underWay = next;
            next = null;
        }
        if (error == null) {
            saved.complete(null);
        } else {
            LOGGER.log(Level.WARNING, "The program of a build could not be saved, so nothing is sent", error);
            saved.completeExceptionally(error);
        }
    }
}

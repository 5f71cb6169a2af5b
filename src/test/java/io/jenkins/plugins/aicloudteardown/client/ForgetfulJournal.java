package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import java.util.concurrent.CompletableFuture;

/** Keeps nothing: nothing goes on after a restart, and only the results tell. */
public final class ForgetfulJournal implements Journal {
    @Override
    public CompletableFuture<Void> beforeSend(Progress progress) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void note(Progress progress) {
        // Forgotten.
    }

    @Override
    public void retrying(String id, Reading why, NextTry next) {
        // Forgotten.
    }

    @Override
    public void ended(Progress progress) {
        // Forgotten.
    }
}

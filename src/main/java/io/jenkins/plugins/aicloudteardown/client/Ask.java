package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What one call asks, and who is told.
 *
 * @param beforeSend       ends before the first byte leaves, at every try
 * @param beforeAnotherTry says why there is to be none, if so
 */
record Ask(
        HttpCall call,
        boolean write,
        Supplier<CompletableFuture<Void>> beforeSend,
        Function<HttpReply, Reading> read,
        Retries retries,
        Supplier<CompletableFuture<Optional<Reading>>> beforeAnotherTry) {
    /** Is told of every pause before another try. */
    @FunctionalInterface
    interface Retries {
        void next(Reading why, NextTry next);
    }

    static Ask read(HttpCall call, Function<HttpReply, Reading> read, Retries retries) {
        return new Ask(
                call,
                false,
                () -> CompletableFuture.completedFuture(null),
                read,
                retries,
                () -> CompletableFuture.completedFuture(Optional.empty()));
    }
}

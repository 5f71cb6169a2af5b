package io.jenkins.plugins.aicloudteardown.client.http;

import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One request under way. It ends once: with the answer, with what went wrong, or, whatever the JDK or the executor has
 * lost, soon after its limit or its stop.
 */
final class Exchange {
    /** For an answer that is just coming to its end; short enough for an abort to end within a second. */
    static final Duration GRACE = Duration.ofMillis(500);

    private final SentMark body;
    private final Stop stop;
    private final Timing timing;
    private final Executor executor;
    private final BooleanSupplier closed;
    private final CompletableFuture<HttpReply> result = new CompletableFuture<>();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final AtomicBoolean settled = new AtomicBoolean();
    private volatile boolean late;
    private volatile CompletableFuture<HttpResponse<byte[]>> sent;
    private volatile Runnable endTimer = () -> {};
    private volatile Runnable endStop = () -> {};
    private volatile Runnable endBackstop = () -> {};

    /** @param closed whether nobody is to be told any more */
    Exchange(SentMark body, Stop stop, Timing timing, Executor executor, BooleanSupplier closed) {
        this.body = body;
        this.stop = stop;
        this.timing = timing;
        this.executor = executor;
        this.closed = closed;
    }

    CompletableFuture<HttpReply> result() {
        return result;
    }

    /** Sends, unless all is stopped already. What ends it is there before anything is sent. */
    void start(Supplier<CompletableFuture<HttpResponse<byte[]>>> sending, Duration limit) {
        try {
            endTimer = timing.after(limit, this::expire);
            endStop = stop.onStop(this::cancel);
            if (cancelled.get()) {
                settle(null, new CancellationException());
                return;
            }
            sent = sending.get();
            sent.whenComplete((response, error) -> executor.execute(() -> settle(response, error)));
            if (cancelled.get()) {
                hangUp();
            }
        } catch (Throwable e) {
            hangUp();
            settle(null, e);
        } finally {
            takeBackIfSettled();
        }
    }

    private void expire() {
        late = true;
        cancel();
    }

    private void cancel() {
        if (!cancelled.compareAndSet(false, true)) {
            return;
        }
        boolean guarded = setBackstop();
        hangUp();
        if (!guarded) {
            giveUp();
        }
        takeBackIfSettled();
    }

    private boolean setBackstop() {
        try {
            endBackstop = timing.after(GRACE, this::giveUp);
            return true;
        } catch (Throwable e) {
            Shielded.log(e);
            return false;
        }
    }

    /** Breaks the connection; told to whoever waits by the JDK, if at all. */
    private void hangUp() {
        CompletableFuture<?> underWay = sent;
        if (underWay != null) {
            Shielded.run(() -> underWay.cancel(true));
        }
    }

    private void giveUp() {
        CompletableFuture<HttpResponse<byte[]>> underWay = sent;
        if (underWay != null && underWay.isDone()) {
            underWay.whenComplete(this::settle);
        } else {
            settle(null, new CancellationException());
        }
    }

    /** Breaks off without a word to anyone. */
    void drop() {
        takeBack();
        hangUp();
    }

    private void settle(HttpResponse<byte[]> response, Throwable error) {
        if (!settled.compareAndSet(false, true)) {
            return;
        }
        takeBack();
        if (closed.getAsBoolean()) {
            return;
        }
        try {
            if (error == null) {
                result.complete(reply(response));
            } else {
                result.completeExceptionally(failure(error));
            }
        } catch (Throwable e) {
            result.completeExceptionally(new TransportException(Reason.ANSWER_LOST, true));
        }
    }

    private void takeBackIfSettled() {
        if (settled.get()) {
            takeBack();
        }
    }

    private void takeBack() {
        Shielded.run(endTimer);
        Shielded.run(endStop);
        Shielded.run(endBackstop);
    }

    private static HttpReply reply(HttpResponse<byte[]> response) {
        // The JDK has no body at all where a proxy refuses a tunnel.
        byte[] bytes = response.body() == null ? new byte[0] : response.body();
        return new HttpReply(response.statusCode(), response.headers(), bytes);
    }

    private TransportException failure(Throwable error) {
        boolean left = body.seal() && !TransportFailure.unconnected(error);
        return error instanceof TransportException known ? known : new TransportException(reason(error, left), left);
    }

    private Reason reason(Throwable error, boolean left) {
        if (stop.because(Stop.Cause.ABORTED)) {
            return Reason.ABORTED;
        }
        if (stop.because(Stop.Cause.SKIPPED)) {
            return Reason.SKIPPED;
        }
        if (stop.because(Stop.Cause.DEADLINE)) {
            return left ? Reason.ANSWER_TIMED_OUT : Reason.DEADLINE_BEFORE_SEND;
        }
        if (late) {
            return left ? Reason.ANSWER_TIMED_OUT : Reason.CONNECT_FAILED;
        }
        return TransportFailure.reason(error, left);
    }
}

package io.jenkins.plugins.aicloudteardown.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.junit.jupiter.api.Test;

class SentMarkTest {
    @Test
    void nothingHasLeftBeforeTheBodyWasAskedFor() {
        assertThat(mark(false).seal()).isFalse();
        assertThat(mark(true).seal()).isFalse();
    }

    @Test
    void whoeverAsksForTheLengthOrTheBodyMayHaveSentIt() {
        SentMark measured = mark(false);
        measured.contentLength();
        assertThat(measured.seal()).isTrue();

        SentMark given = mark(false);
        assertThat(new Reader(given).events).containsExactly("body", "complete");
        assertThat(given.seal()).isTrue();
    }

    @Test
    void aWriteGivesItsLengthAndItsBodyOnce() {
        SentMark mark = mark(false);
        assertThat(mark.contentLength()).isEqualTo(4);
        assertThat(new Reader(mark).events).containsExactly("body", "complete");

        assertThatThrownBy(mark::contentLength).isInstanceOf(IllegalStateException.class);
        assertThat(new Reader(mark).failure).isInstanceOf(IOException.class);
        assertThat(mark.seal()).isTrue();
    }

    @Test
    void aReadMayBeRepeated() {
        SentMark mark = mark(true);
        for (int i = 0; i < 2; i++) {
            assertThat(mark.contentLength()).isEqualTo(4);
            assertThat(new Reader(mark).events).containsExactly("body", "complete");
        }
    }

    @Test
    void nothingLeavesAfterItWasToldWhetherItLeft() {
        for (boolean repeatable : List.of(true, false)) {
            SentMark mark = mark(repeatable);
            assertThat(mark.seal()).isFalse();

            assertThatThrownBy(mark::contentLength).isInstanceOf(IllegalStateException.class);
            assertThat(new Reader(mark).events).containsExactly("failure");
            assertThat(mark.seal()).isFalse();
        }
    }

    private static SentMark mark(boolean repeatable) {
        return new SentMark(BodyPublishers.ofString("body"), repeatable);
    }

    private static final class Reader implements Subscriber<ByteBuffer> {
        private final List<String> events = new ArrayList<>();
        private Throwable failure;

        private Reader(SentMark mark) {
            mark.subscribe(this);
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            events.add(StandardCharsets.UTF_8.decode(bytes).toString());
        }

        @Override
        public void onError(Throwable error) {
            events.add("failure");
            failure = error;
        }

        @Override
        public void onComplete() {
            events.add("complete");
        }
    }
}

package io.jenkins.plugins.aicloudteardown.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.Test;

/** How often a program is saved, counted where Jenkins is asked for it. */
class ProgramSavesTest {
    private final List<SettableFuture<Void>> saves = new ArrayList<>();
    private final ProgramSaves program = new ProgramSaves();

    private final StepContext context = new Context();

    private class Context extends StepContext {
        private static final long serialVersionUID = 1L;

        @Override
        public ListenableFuture<Void> saveState() {
            SettableFuture<Void> save = SettableFuture.create();
            saves.add(save);
            return save;
        }

        @Override
        public <T> T get(Class<T> key) {
            return null;
        }

        @Override
        public void onSuccess(Object result) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void onFailure(Throwable error) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setResult(hudson.model.Result result) {
            throw new UnsupportedOperationException();
        }

        @Override
        public org.jenkinsci.plugins.workflow.steps.BodyInvoker newBodyInvoker() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    private CompletableFuture<Void> save() {
        return program.save(context);
    }

    @Test
    void aStepAloneSavesOnce() {
        CompletableFuture<Void> saved = save();
        assertThat(saves).hasSize(1);
        assertThat(saved).isNotDone();
        saves.get(0).set(null);
        assertThat(saved).isCompleted();
    }

    @Test
    void aThousandBranchesShareTheSaveThatComesAfterTheFirst() {
        List<CompletableFuture<Void>> all =
                IntStream.range(0, 1000).mapToObj(i -> save()).toList();
        assertThat(saves).hasSize(1);
        saves.get(0).set(null);
        assertThat(all.get(0)).isCompleted();
        assertThat(all.subList(1, 1000)).noneMatch(CompletableFuture::isDone);
        assertThat(saves).hasSize(2);
        saves.get(1).set(null);
        assertThat(all).allMatch(CompletableFuture::isDone);
        assertThat(saves).hasSize(2);
    }

    @Test
    void whoAsksWhileASaveIsUnderWayGetsALaterOne() {
        save();
        CompletableFuture<Void> late = save();
        saves.get(0).set(null);
        CompletableFuture<Void> later = save();
        assertThat(later).isNotSameAs(late);
        saves.get(1).set(null);
        assertThat(late).isCompleted();
        assertThat(later).isNotDone();
        saves.get(2).set(null);
        assertThat(later).isCompleted();
    }

    @Test
    void aSaveThatEndsAtOnceIsOne() {
        StepContext quick = new Context() {
            private static final long serialVersionUID = 1L;

            @Override
            public ListenableFuture<Void> saveState() {
                SettableFuture<Void> save = SettableFuture.create();
                save.set(null);
                saves.add(save);
                return save;
            }
        };
        assertThat(program.save(quick)).isCompleted();
        assertThat(program.save(quick)).isCompleted();
        assertThat(saves).hasSize(2);
    }

    @Test
    void aSaveThatFailsFailsThoseWhoWaitedForItAndNobodyElse() {
        CompletableFuture<Void> first = save();
        CompletableFuture<Void> second = save();
        saves.get(0).setException(new IOException("no space left"));
        assertThat(first).isCompletedExceptionally();
        saves.get(1).set(null);
        assertThat(second).isCompleted();
    }
}

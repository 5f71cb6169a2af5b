package io.jenkins.plugins.aicloudteardown.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aicloudteardown.client.FakeTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreshRouteTest {
    private final FakeTime time = new FakeTime();
    private final List<Transport.Route> made = new ArrayList<>();
    private final FreshRoute routes = new FreshRoute(this::make, time);
    private RuntimeException failure;

    private Transport.Route make() {
        if (failure != null) {
            throw failure;
        }
        Transport.Route route = Transport.Route.direct(new BrokenHttpClient(new IOException()));
        made.add(route);
        return route;
    }

    @Test
    void makesNoRouteBeforeOneIsNeeded() {
        assertThat(made).isEmpty();
    }

    @Test
    void whatFollowsSoonTakesTheSameRoute() {
        Transport.Route first = routes.get();
        time.advance(Duration.ofSeconds(20).minusMillis(1));

        assertThat(routes.get()).isSameAs(first);
        assertThat(made).hasSize(1);
    }

    @Test
    void afterTwentySecondsTheRouteIsANewOne() {
        Transport.Route first = routes.get();
        time.advance(Duration.ofSeconds(20));
        Transport.Route second = routes.get();
        time.advance(Duration.ofDays(1));

        assertThat(second).isNotSameAs(first);
        assertThat(routes.get()).isNotSameAs(second);
        assertThat(made).hasSize(3);
    }

    @Test
    void usesAtOneHostDoNotKeepTheConnectionsOfAnotherOne() {
        Transport.Route first = routes.get();
        time.advance(Duration.ofSeconds(12));
        assertThat(routes.get()).isSameAs(first);
        time.advance(Duration.ofSeconds(12));

        assertThat(routes.get()).isNotSameAs(first);
    }

    @Test
    void aClockThatJumpsChangesNothing() {
        Transport.Route first = routes.get();
        time.jump(Duration.ofHours(1));
        assertThat(routes.get()).isSameAs(first);
        time.jump(Duration.ofHours(-2));
        time.advance(Duration.ofSeconds(20));

        assertThat(routes.get()).isNotSameAs(first);
    }

    @Test
    void aRouteThatCannotBeMadeIsTriedAnewAndNoOldOneIsTaken() {
        Transport.Route first = routes.get();
        time.advance(Duration.ofSeconds(20));
        failure = new UncheckedIOException(new IOException("Too many open files"));
        assertThatThrownBy(routes::get).isSameAs(failure);
        assertThatThrownBy(routes::get).isSameAs(failure);
        failure = null;

        assertThat(routes.get()).isNotSameAs(first);
    }
}

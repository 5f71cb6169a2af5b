package io.jenkins.plugins.aicloudteardown.client.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyBreakerTest {
    private static final ProviderKey KEY = new ProviderKey.AccessKey("id", "secret");

    private final FakeTime time = new FakeTime();
    private final KeyBreaker breaker = new KeyBreaker(time);
    private final KeyBreaker.State state = breaker.of(KEY, "host");

    @Test
    void oneRequestAtATimeUntilTheKeyIsProven() {
        assertThat(state.limit().inFlight().getAsInt()).isEqualTo(1);

        state.accepted();

        assertThat(state.limit().inFlight().getAsInt()).isEqualTo(Integer.MAX_VALUE);
        assertThat(state.open()).isFalse();
    }

    @Test
    void aRefusalStopsTheKeyForFiveMinutes() {
        state.refused();
        assertThat(state.open()).isTrue();

        time.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(state.open()).isTrue();

        time.advance(Duration.ofMillis(1));
        assertThat(state.open()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "-PT1H", "P400D", "-P400D"})
    void aClockThatJumpsNeitherStretchesNorEndsThePause(Duration jump) {
        state.refused();
        time.jump(jump);
        time.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(state.open()).isTrue();

        time.advance(Duration.ofMillis(1));
        assertThat(state.open()).isFalse();
    }

    @Test
    void aKeyThatWasRefusedHasToProveItselfAgain() {
        state.accepted();
        state.refused();
        time.advance(KeyBreaker.PAUSE);

        assertThat(state.limit().inFlight().getAsInt()).isEqualTo(1);
    }

    @Test
    void aKeyThatWasNotUsedForFiveMinutesHasToProveItselfAgain() {
        state.accepted();
        time.advance(Duration.ofMinutes(4));
        state.accepted();
        time.jump(Duration.ofDays(1));
        time.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(state.limit().inFlight().getAsInt()).isEqualTo(Integer.MAX_VALUE);

        time.advance(Duration.ofMillis(1));
        assertThat(state.limit().inFlight().getAsInt()).isEqualTo(1);
    }

    @Test
    void anAcceptedRequestLetsTheOthersGoOn() {
        state.refused();
        state.accepted();

        assertThat(state.open()).isFalse();
    }

    @Test
    void theSameKeyAtTheSameHostIsTheSame() {
        assertThat(breaker.of(new ProviderKey.AccessKey("id", "secret"), "host"))
                .isSameAs(state);
    }

    @Test
    void aChangedSecretIsTriedAtOnce() {
        state.refused();

        assertThat(breaker.of(new ProviderKey.AccessKey("id", "changed"), "host")
                        .open())
                .isFalse();
    }

    @Test
    void anotherHostAnotherKindAndAnotherUserAreOthers() {
        ProviderKey.IamUser user = new ProviderKey.IamUser("domain", "user", "secret");
        breaker.of(user, "host").refused();
        state.refused();

        assertThat(breaker.of(KEY, "other").open()).isFalse();
        assertThat(breaker.of(new ProviderKey.GivenToken("id\nsecret"), "host").open())
                .isFalse();
        assertThat(breaker.of(new ProviderKey.IamUser("domain", "other", "secret"), "host")
                        .open())
                .isFalse();
        assertThat(breaker.of(new ProviderKey.IamUser("domain", "user", "secret"), "host")
                        .open())
                .isTrue();
    }

    @Test
    void theNameOfAKeyTellsNothingOfIt() {
        KeyBreaker.State named = breaker.of(new ProviderKey.AccessKey("visible-id", "visible-secret"), "host");

        assertThat(named.name()).matches("[0-9a-f]{24}");
        assertThat(named.limit().key()).isEqualTo("key " + named.name());
    }

    @Test
    void partsOfAFingerprintCannotBeShiftedIntoEachOther() {
        assertThat(KeyBreaker.fingerprint("ab", "c")).isNotEqualTo(KeyBreaker.fingerprint("a", "bc"));
    }
}

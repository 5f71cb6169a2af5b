package io.jenkins.plugins.aicloudteardown.client.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.FakeTime;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyBreakerTest {
    private static final ProviderKey KEY = new ProviderKey.AccessKey("id", "secret");

    private static final Refusal REFUSAL = new Refusal(Reason.KEY_REFUSED, 401, "200", "Authentication Failed");

    private final FakeTime time = new FakeTime();
    private final KeyBreaker breaker = new KeyBreaker(time);
    private final KeyBreaker.State state = breaker.of(KEY, "host");

    @Test
    void oneRequestAtATimeUntilTheKeyIsProven() {
        assertThat(state.limit().inFlight().getAsInt()).isEqualTo(1);

        state.accepted();

        assertThat(state.limit().inFlight().getAsInt()).isEqualTo(Integer.MAX_VALUE);
        assertThat(open(state)).isFalse();
    }

    @Test
    void aRefusalStopsTheKeyForFiveMinutes() {
        state.refused(REFUSAL);
        assertThat(open(state)).isTrue();

        time.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(open(state)).isTrue();

        time.advance(Duration.ofMillis(1));
        assertThat(open(state)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "-PT1H", "P400D", "-P400D"})
    void aClockThatJumpsNeitherStretchesNorEndsThePause(Duration jump) {
        state.refused(REFUSAL);
        time.jump(jump);
        time.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(open(state)).isTrue();

        time.advance(Duration.ofMillis(1));
        assertThat(open(state)).isFalse();
    }

    @Test
    void aKeyThatWasRefusedHasToProveItselfAgain() {
        state.accepted();
        state.refused(REFUSAL);
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
        state.refused(REFUSAL);
        state.accepted();

        assertThat(open(state)).isFalse();
    }

    @Test
    void theSameKeyAtTheSameHostIsTheSame() {
        breaker.of(new ProviderKey.AccessKey("id", "secret"), "host").refused(REFUSAL);

        assertThat(open(state)).isTrue();
    }

    @Test
    void aChangedSecretIsTriedAtOnce() {
        state.refused(REFUSAL);

        assertThat(open(breaker.of(new ProviderKey.AccessKey("id", "changed"), "host")))
                .isFalse();
    }

    @Test
    void anotherHostAnotherKindAndAnotherUserAreOthers() {
        ProviderKey.IamUser user = new ProviderKey.IamUser("domain", "user", "secret");
        breaker.of(user, "host").refused(REFUSAL);
        state.refused(REFUSAL);

        assertThat(open(breaker.of(KEY, "other"))).isFalse();
        assertThat(open(breaker.of(new ProviderKey.GivenToken("id\nsecret"), "host")))
                .isFalse();
        assertThat(open(breaker.of(new ProviderKey.IamUser("domain", "other", "secret"), "host")))
                .isFalse();
        assertThat(open(breaker.of(new ProviderKey.IamUser("domain", "user", "secret"), "host")))
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

    @Test
    void whatWasRefusedIsToldUntilItIsOver() {
        state.refused(REFUSAL);
        time.advance(Duration.ofMinutes(1));
        Refusal told = state.refusal().orElseThrow();

        assertThat(told.status()).isEqualTo(401);
        assertThat(told.code()).isEqualTo("200");
        assertThat(told.words()).isEqualTo("Authentication Failed");
        assertThat(told.until()).isEqualTo(time.elapsed().plus(Duration.ofMinutes(4)));
    }

    @Test
    void anAdministratorClosesThoseOfHisHostsAndNoOthers() {
        KeyBreaker.State other = breaker.of(KEY, "other");
        state.refused(REFUSAL);
        other.refused(REFUSAL);
        breaker.close(List.of("host"));

        assertThat(open(state)).isFalse();
        assertThat(open(other)).isTrue();
        assertThat(state.limit().inFlight().getAsInt()).isEqualTo(1);
    }

    @Test
    void twoRefusalsThatNobodyCanReadStopTheKeyIfTheyFollowEachOtherSoon() {
        state.refusedUnreadably(REFUSAL);
        time.advance(KeyBreaker.PAUSE);
        state.refusedUnreadably(REFUSAL);
        state.accepted();
        state.refusedUnreadably(REFUSAL);
        assertThat(open(state)).isFalse();

        state.refusedUnreadably(REFUSAL);
        assertThat(open(state)).isTrue();
    }

    @Test
    void aYearWithANewKeyEachDayLeavesNothingBehind() {
        for (int day = 0; day < 365; day++) {
            KeyBreaker.State today = breaker.of(new ProviderKey.AccessKey("id", "secret of day " + day), "host");
            if (day % 2 == 0) {
                today.accepted();
            } else {
                today.refused(REFUSAL);
            }
            assertThat(breaker.size()).isEqualTo(1);
            time.advance(Duration.ofDays(1));
        }
    }

    private static boolean open(KeyBreaker.State state) {
        return state.refusal().isPresent();
    }
}

package io.jenkins.plugins.aicloudteardown.client.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderKeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "KEY\n", "KEY\r\n", "\tKEY", "KE Y", " KEY", "KEY\u0000", "KEÝ", "KEY\u200b"})
    void aPartThatAHeaderCannotHoldIsNamedAndNotShown(String bad) {
        assertThat(new ProviderKey.AccessKey(bad, "secret").unusablePart()).contains("access key ID");
        assertThat(new ProviderKey.AccessKey("id", bad).unusablePart()).contains("secret key");
        assertThat(new ProviderKey.GivenToken(bad).unusablePart()).contains("token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "name\n", "na\nme", " name", "name ", "na\u2028me"})
    void anIamUsersNamesHaveNoLineBreaksAndNoSpaceAround(String bad) {
        assertThat(new ProviderKey.IamUser(bad, "user", "password").unusablePart())
                .contains("domain name");
        assertThat(new ProviderKey.IamUser("domain", bad, "password").unusablePart())
                .contains("username");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "password\n", "password\r\n", "\npassword"})
    void anIamUsersPasswordHasNoPastedLineBreak(String bad) {
        assertThat(new ProviderKey.IamUser("domain", "user", bad).unusablePart())
                .contains("password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "pass word", "\"quoted\\\"", "пароль", "一二三"})
    void anIamUsersPasswordMayHoldAnythingThatJsonMay(String good) {
        assertThat(new ProviderKey.IamUser("domain", "user", good).unusablePart())
                .isEmpty();
    }

    @Test
    void ordinaryKeysAreUsable() {
        assertThat(List.of(
                        new ProviderKey.AccessKey("AK_TEST", "SK/TEST+=="),
                        new ProviderKey.GivenToken("MIIabc-_+/="),
                        new ProviderKey.IamUser("회사", "배포 담당", "pass")))
                .allSatisfy(key -> assertThat(key.unusablePart()).isEmpty());
    }

    @Test
    void toStringShowsNothing() {
        assertThat(new ProviderKey.AccessKey("visible-id", "visible-secret")).hasToString("AccessKey[****]");
        assertThat(new ProviderKey.GivenToken("visible-token")).hasToString("GivenToken[****]");
        assertThat(new ProviderKey.IamUser("visible", "visible", "visible")).hasToString("IamUser[****]");
    }

    @Test
    void allThatMustNotBeShownIsNamed() {
        assertThat(new ProviderKey.AccessKey("id", "secret").secrets()).containsExactly("id", "secret");
        assertThat(new ProviderKey.GivenToken("token").secrets()).containsExactly("token");
        assertThat(new ProviderKey.IamUser("domain", "user", "password").secrets())
                .containsExactly("password");
    }
}

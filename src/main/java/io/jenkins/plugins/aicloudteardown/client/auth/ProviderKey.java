package io.jenkins.plugins.aicloudteardown.client.auth;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a provider accepts as proof of who calls. Held in memory only; {@code toString} shows nothing of it.
 */
public sealed interface ProviderKey {
    /** All that must never be shown. */
    List<String> secrets();

    /**
     * The name of the first part that a header cannot hold, or that is empty. Checked before a request is built,
     * because the JDK's complaint about such a header prints its value.
     */
    Optional<String> unusablePart();

    /** Access key id and secret key: NCP signature v2 or Huawei AK/SK. */
    record AccessKey(String id, String secret) implements ProviderKey {
        @Override
        public List<String> secrets() {
            return List.of(id, secret);
        }

        @Override
        public Optional<String> unusablePart() {
            if (!HeaderText.fits(id)) {
                return Optional.of("access key ID");
            }
            return HeaderText.fits(secret) ? Optional.empty() : Optional.of("secret key");
        }

        @Override
        public String toString() {
            return "AccessKey[****]";
        }
    }

    /** A Huawei {@code X-Auth-Token} obtained elsewhere. */
    record GivenToken(String token) implements ProviderKey {
        @Override
        public List<String> secrets() {
            return List.of(token);
        }

        @Override
        public Optional<String> unusablePart() {
            return HeaderText.fits(token) ? Optional.empty() : Optional.of("token");
        }

        @Override
        public String toString() {
            return "GivenToken[****]";
        }
    }

    /** A Huawei Cloud IAM user, for whom a project-scoped token is fetched. */
    record IamUser(String domain, String user, String password) implements ProviderKey {
        @Override
        public List<String> secrets() {
            return List.of(password);
        }

        @Override
        public Optional<String> unusablePart() {
            if (!HeaderText.isName(domain)) {
                return Optional.of("domain name");
            }
            if (!HeaderText.isName(user)) {
                return Optional.of("username");
            }
            // A password travels in JSON, where any character may stand; a line break at its end was pasted.
            return password.isBlank() || !password.strip().equals(password)
                    ? Optional.of("password")
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return "IamUser[****]";
        }
    }

    /** What may stand in a header's value or a signature's text. */
    final class HeaderText {
        private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]+");
        private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\p{Zl}\\p{Zp}]+");

        private HeaderText() {}

        static boolean fits(String text) {
            return VISIBLE.matcher(text).matches();
        }

        static boolean isName(String text) {
            return !text.isBlank()
                    && text.strip().equals(text)
                    && NAME.matcher(text).matches();
        }
    }
}

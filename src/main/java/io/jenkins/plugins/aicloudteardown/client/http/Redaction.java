package io.jenkins.plugins.aicloudteardown.client.http;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes a provider's words fit to be shown. Gateways echo what was sent: Huawei's APIG.0301 and 0303 show the canonical
 * request (FACTS part 9), so both the known secrets and everything that looks like a header of ours is taken out.
 */
public final class Redaction {
    /** Shown of an answer at the most, in characters. */
    public static final int LIMIT = 500;

    private static final String MASK = "****";
    private static final Pattern HEADERS = Pattern.compile("(?i)(x-auth-token|x-subject-token|x-security-token"
            + "|x-ncp-iam-access-key|x-ncp-apigw-signature-v[12]|x-ncp-apigw-api-key|password|secret)"
            + "(\"?\\s*[:=]\\s*\"?)[^\\s\",;&}]+");
    private static final Pattern AUTHORIZATION = Pattern.compile("(?i)(authorization\"?\\s*[:=]\\s*\"?)[^\"}]+");
    private static final Pattern ASSIGNED = Pattern.compile("(?i)\\b(access|signature)=[^\\s\",;&}]+");
    private static final Pattern LONG_HEX = Pattern.compile("(?i)(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");
    private static final Pattern SPACE = Pattern.compile("[\\s\\x85\\p{Zl}\\p{Zp}]+");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}]+");

    private final List<String> secrets;

    private Redaction(List<String> secrets) {
        this.secrets = secrets;
    }

    /** @param secrets what must never be shown; values shorter than four characters would mask ordinary words */
    public static Redaction of(Collection<String> secrets) {
        return new Redaction(secrets.stream()
                .filter(secret -> secret != null && secret.length() >= 4)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    /** One line of at most {@link #LIMIT} characters, without secrets, control and direction characters. */
    public String clean(String words) {
        // A secret may have been broken up by the very characters that are removed: so they go first.
        String line = UNSEEN.matcher(SPACE.matcher(words).replaceAll(" "))
                .replaceAll("")
                .strip();
        for (String secret : secrets) {
            line = line.replace(secret, MASK);
        }
        line = HEADERS.matcher(line).replaceAll("$1$2" + MASK);
        line = AUTHORIZATION.matcher(line).replaceAll("$1" + MASK);
        line = ASSIGNED.matcher(line).replaceAll("$1=" + MASK);
        line = LONG_HEX.matcher(line).replaceAll(MASK);
        if (line.length() <= LIMIT) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LIMIT - 2)) ? LIMIT - 2 : LIMIT - 1;
        return line.substring(0, end) + "…";
    }
}

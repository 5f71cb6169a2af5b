package io.jenkins.plugins.aicloudteardown.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tokens that IAM has issued (FACTS, section 5). */
final class IssuedTokens {

    /** Names and ids of the account's projects. */
    static final Map<String, String> PROJECTS = projects();

    /** Real tokens fill kilobytes of a header (FACTS, section 5, row Size), which a client must be able to carry. */
    private static final String BULK = "MIISandboxToken".repeat(200);

    /** The lifetime of a token unless a test wants another (FACTS, section 5, row Lifetime). */
    private static final Duration LIFETIME = Duration.ofHours(24);

    /** @param projectId null for a token that belongs to no project */
    record Token(String value, String projectId, Instant issuedAt, Instant expiresAt) {}

    private final SandboxClock clock;
    private final Map<String, Token> issued = new LinkedHashMap<>();
    private Duration lifetime = LIFETIME;
    private long numbers;

    IssuedTokens(SandboxClock clock) {
        this.clock = clock;
    }

    private static Map<String, String> projects() {
        Map<String, String> projects = new LinkedHashMap<>();
        projects.put(SandboxKeys.PROJECT_NAME, SandboxKeys.PROJECT_ID);
        projects.put(SandboxKeys.OTHER_PROJECT_NAME, SandboxKeys.OTHER_PROJECT_ID);
        return projects;
    }

    synchronized Token issue(String projectId) {
        Instant now = clock.instant();
        Token token = new Token(BULK + ++numbers, projectId, now, now.plus(lifetime));
        issued.put(token.value(), token);
        return token;
    }

    synchronized Finding check(String value, String projectId) {
        Token token = issued.get(value);
        String ownProject = token == null ? SandboxKeys.PROJECT_ID : token.projectId();
        if (token == null && !value.equals(SandboxKeys.FIXED_TOKEN)) {
            return Finding.of(Finding.Kind.UNKNOWN_TOKEN);
        }
        if (token != null && !clock.instant().isBefore(token.expiresAt())) {
            return Finding.of(Finding.Kind.EXPIRED_TOKEN);
        }
        return projectId == null || projectId.equals(ownProject)
                ? Finding.ADMITTED
                : Finding.of(Finding.Kind.OTHER_PROJECT);
    }

    synchronized void revokeAll() {
        issued.clear();
    }

    synchronized void lifetime(Duration fromNowOn) {
        lifetime = fromNowOn;
    }
}

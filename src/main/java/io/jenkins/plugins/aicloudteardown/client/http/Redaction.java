package io.jenkins.plugins.aicloudteardown.client.http;

import io.jenkins.plugins.aicloudteardown.client.outcome.VisibleText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a provider's words fit to be shown. Gateways echo what was sent: Huawei's APIG.0301 and 0303 show the canonical
 * request (FACTS part 9), so both the known secrets, in whatever way they are written, and everything that looks like a
 * header of ours is taken out.
 */
public final class Redaction {
    /** Shown of an answer at the most, in characters. */
    public static final int LIMIT = 500;

    private static final String MASK = "****";
    private static final Pattern HEADERS = Pattern.compile("(?i)(x-auth-token|x-subject-token|x-security-token"
            + "|x-ncp-iam-access-key|x-ncp-apigw-signature-v[12]|x-ncp-apigw-api-key|password|secret)"
            + "(\\\\*\"?\\s*[:=]\\s*\\\\*\"?)[^\\s\",;&}]+");
    private static final Pattern AUTHORIZATION =
            Pattern.compile("(?i)(authorization\\\\*\"?\\s*[:=]\\s*\\\\*\"?)[^\"}]+");
    private static final Pattern ASSIGNED = Pattern.compile("(?i)\\b(access|signature)=[^\\s\",;&}]+");
    private static final Pattern LONG_HEX = Pattern.compile("(?i)(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

    /** What may be bytes in hexadecimal or in Base64, with the letters of either alphabet. */
    private static final Pattern BYTES = Pattern.compile("[A-Za-z0-9+/_-]{8,}(?:={1,2})?");

    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]+");
    private static final int BASE64_GROUP = 4;

    /** JSON in JSON in a URL in HTML. */
    private static final int LAYERS = 4;
    /** How much is looked at first: what is behind it is not shown, unless nearly all before it is taken out. */
    private static final int FIRST = 8 << 10;

    private final KnownSecrets secrets;

    private Redaction(KnownSecrets secrets) {
        this.secrets = secrets;
    }

    /** @param secrets what must never be shown; values shorter than four characters would mask ordinary words */
    public static Redaction of(Collection<String> secrets) {
        return of(new KnownSecrets(secrets));
    }

    /** @param secrets may become more and others */
    public static Redaction of(KnownSecrets secrets) {
        return new Redaction(secrets);
    }

    /** One line of at most {@link #LIMIT} characters, without secrets and what nobody can see. */
    public String clean(String words) {
        int size = FIRST;
        while (true) {
            boolean whole = size >= words.length();
            String line = masked(whole ? words : words.substring(0, size));
            // What was cut off here could only change the end of it.
            if (whole || line.length() >= 2 * LIMIT) {
                return cut(line);
            }
            size *= 8;
        }
    }

    private String masked(String words) {
        // A secret may have been broken up by the very characters that are removed: so they go first.
        String line = withoutSecrets(VisibleText.of(words));
        line = HEADERS.matcher(line).replaceAll("$1$2" + MASK);
        line = AUTHORIZATION.matcher(line).replaceAll("$1" + MASK);
        line = ASSIGNED.matcher(line).replaceAll("$1=" + MASK);
        return LONG_HEX.matcher(line).replaceAll(MASK);
    }

    private static String cut(String line) {
        if (line.length() <= LIMIT) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LIMIT - 2)) ? LIMIT - 2 : LIMIT - 1;
        return line.substring(0, end) + "…";
    }

    private record Part(int from, int to) {}

    private String withoutSecrets(String line) {
        List<Part> parts = new ArrayList<>();
        DecodedText layer = DecodedText.of(line);
        for (int i = 0; i <= LAYERS; i++) {
            find(layer, parts);
            DecodedText next = layer.decoded();
            if (next == layer) {
                break;
            }
            layer = next;
        }
        return parts.isEmpty() ? line : without(line, parts);
    }

    private void find(DecodedText layer, List<Part> parts) {
        String text = layer.text();
        KnownSecrets.Finder finder = (from, to) -> parts.add(new Part(layer.from(from), layer.to(to)));
        secrets.find(text, finder);
        Matcher bytes = BYTES.matcher(text);
        while (bytes.find()) {
            if (secretBytes(bytes.group())) {
                finder.found(bytes.start(), bytes.end());
            }
        }
    }

    /** Whether what these letters stand for holds a secret, wherever in them it begins. */
    private boolean secretBytes(String letters) {
        String usual = letters.replace('-', '+').replace('_', '/').replace("=", "");
        for (int skipped = 0; skipped < BASE64_GROUP; skipped++) {
            int length = usual.length() - skipped;
            // One letter alone holds no byte.
            int whole = length % BASE64_GROUP == 1 ? length - 1 : length;
            if (secrets.in(text(Base64.getDecoder().decode(usual.substring(skipped, skipped + whole))))) {
                return true;
            }
        }
        if (!HEX.matcher(usual).matches()) {
            return false;
        }
        for (int skipped = 0; skipped < 2; skipped++) {
            int whole = (usual.length() - skipped) / 2 * 2;
            if (secrets.in(text(HexFormat.of().parseHex(usual, skipped, skipped + whole)))) {
                return true;
            }
        }
        return false;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String without(String line, List<Part> parts) {
        parts.sort(Comparator.comparingInt(Part::from).thenComparing(Part::to, Comparator.reverseOrder()));
        StringBuilder shown = new StringBuilder();
        int end = 0;
        for (Part part : parts) {
            if (part.from() >= end) {
                shown.append(line, end, part.from()).append(MASK);
            }
            end = Math.max(end, part.to());
        }
        return shown.append(line, end, line.length()).toString();
    }
}

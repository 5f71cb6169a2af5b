package io.jenkins.plugins.aicloudteardown.client.http;

import java.util.Map;

/** The ways in which JSON, URLs, HTML and XML write a character that they do not write as it is. */
final class Escapes {
    private static final Map<String, Character> NAMED = Map.ofEntries(
            Map.entry("amp", '&'),
            Map.entry("lt", '<'),
            Map.entry("gt", '>'),
            Map.entry("quot", '"'),
            Map.entry("apos", '\''),
            Map.entry("nbsp", ' '),
            Map.entry("sol", '/'),
            Map.entry("bsol", '\\'),
            Map.entry("plus", '+'),
            Map.entry("equals", '='),
            Map.entry("hyphen", '-'),
            Map.entry("dash", '-'),
            Map.entry("lowbar", '_'),
            Map.entry("period", '.'),
            Map.entry("colon", ':'),
            Map.entry("semi", ';'),
            Map.entry("comma", ','),
            Map.entry("commat", '@'),
            Map.entry("num", '#'),
            Map.entry("dollar", '$'),
            Map.entry("percnt", '%'),
            Map.entry("ast", '*'),
            Map.entry("excl", '!'),
            Map.entry("quest", '?'),
            Map.entry("lpar", '('),
            Map.entry("rpar", ')'),
            Map.entry("lsqb", '['),
            Map.entry("lbrack", '['),
            Map.entry("rsqb", ']'),
            Map.entry("rbrack", ']'),
            Map.entry("lcub", '{'),
            Map.entry("lbrace", '{'),
            Map.entry("rcub", '}'),
            Map.entry("rbrace", '}'),
            Map.entry("verbar", '|'),
            Map.entry("vert", '|'),
            Map.entry("Hat", '^'),
            Map.entry("grave", '`'));
    private static final int LONGEST_NAME = 6;
    private static final int LONGEST_NUMBER = 8;

    private Escapes() {}

    /** How many characters of the text one character takes, and which that is. */
    record Escape(int length, String character) {}

    /** The escape that begins there; null if the character there stands for itself. */
    static Escape at(CharSequence text, int at) {
        return switch (text.charAt(at)) {
            case '\\' -> backslash(text, at);
            case '%' -> percent(text, at);
            case '&' -> entity(text, at);
            default -> null;
        };
    }

    private static Escape backslash(CharSequence text, int at) {
        if (at + 1 >= text.length()) {
            return null;
        }
        char kind = text.charAt(at + 1);
        return switch (kind) {
            case '/', '\\', '"', '\'' -> new Escape(2, String.valueOf(kind));
            case 'b', 'f', 'n', 'r', 't' -> new Escape(2, " ");
            case 'u' -> coded(6, hex(text, at + 2, 4));
            case 'x' -> coded(4, hex(text, at + 2, 2));
            default -> null;
        };
    }

    private static Escape percent(CharSequence text, int at) {
        if (at + 1 < text.length() && (text.charAt(at + 1) | 0x20) == 'u') {
            return coded(6, hex(text, at + 2, 4));
        }
        int first = hex(text, at + 1, 2);
        int more = first < 0xC2 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : 0;
        int code = more == 0 ? first : first & (0x3F >> more);
        for (int i = 1; i <= more; i++) {
            int next = at + 3 * i < text.length() && text.charAt(at + 3 * i) == '%' ? hex(text, at + 3 * i + 1, 2) : -1;
            if (next >> 6 != 2) {
                return coded(3, first);
            }
            code = code << 6 | next & 0x3F;
        }
        return coded(3 + 3 * more, code);
    }

    private static Escape entity(CharSequence text, int at) {
        if (at + 1 < text.length() && text.charAt(at + 1) == '#') {
            return number(text, at);
        }
        StringBuilder name = new StringBuilder();
        for (int i = at + 1; i < text.length() && name.length() <= LONGEST_NAME; i++) {
            if (text.charAt(i) == ';') {
                Character named = NAMED.get(name.toString());
                return named == null ? null : new Escape(i + 1 - at, named.toString());
            }
            name.append(text.charAt(i));
        }
        return null;
    }

    /** Browsers do without the semicolon. */
    private static Escape number(CharSequence text, int at) {
        boolean hex = at + 2 < text.length() && (text.charAt(at + 2) | 0x20) == 'x';
        int radix = hex ? 16 : 10;
        int begin = at + (hex ? 3 : 2);
        int end = begin;
        int code = 0;
        while (end < text.length() && end - begin < LONGEST_NUMBER && Character.digit(text.charAt(end), radix) >= 0) {
            code = code * radix + Character.digit(text.charAt(end), radix);
            end++;
        }
        boolean closed = end < text.length() && text.charAt(end) == ';';
        return end == begin ? null : coded(end - at + (closed ? 1 : 0), code);
    }

    private static Escape coded(int length, int code) {
        return Character.isValidCodePoint(code) ? new Escape(length, Character.toString(code)) : null;
    }

    /** -1 if there are not so many hexadecimal digits. */
    private static int hex(CharSequence text, int at, int digits) {
        int value = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}

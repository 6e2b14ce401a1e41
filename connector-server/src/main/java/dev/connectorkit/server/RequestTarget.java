package dev.connectorkit.server;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The target of a request, in the form that begins with a slash.
 *
 * @param path path and query, in ASCII
 * @param authority the host of an absolute target, which replaces the Host header; null if absent
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-3.2">RFC 9112, 3.2</a>
 */
record RequestTarget(String path, @Nullable String authority) {

    /** @param given one character for each byte */
    static RequestTarget parse(String method, String given) throws Refusal {
        if (hasInvalid(given)) {
            throw Refusal.malformed("The target of the request contains an invalid character.");
        }
        String target = withoutRawUtf8(given);
        if (target.startsWith("/") || (target.equals("*") && method.equals("OPTIONS"))) {
            return new RequestTarget(target, null);
        }
        String lower = target.toLowerCase(Locale.ROOT);
        int start = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : -1;
        if (start < 0) {
            throw Refusal.malformed("The target of the request must begin with a slash.");
        }
        int end = start;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        String rest = target.substring(end);
        return new RequestTarget(rest.startsWith("/") ? rest : "/" + rest, target.substring(start, end));
    }

    private static boolean hasInvalid(String target) {
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c == 0x7F || c == '#') {
                return true;
            }
        }
        return false;
    }

    private static boolean isAscii(String target) {
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Percent-encodes UTF-8 that came as it is, so that links built from the target are URLs. */
    private static String withoutRawUtf8(String target) throws Refusal {
        if (isAscii(target)) {
            return target;
        }
        byte[] bytes = target.getBytes(StandardCharsets.ISO_8859_1);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw Refusal.malformed("The target of the request is neither percent-encoded nor UTF-8.");
        }
        StringBuilder encoded = new StringBuilder();
        for (byte b : bytes) {
            if (b < 0) {
                encoded.append(String.format("%%%02X", b & 0xFF));
            } else {
                encoded.append((char) b);
            }
        }
        return encoded.toString();
    }
}

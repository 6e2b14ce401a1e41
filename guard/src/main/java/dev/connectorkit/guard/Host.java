package dev.connectorkit.guard;

import dev.connectorkit.guard.RefusedCallbackException.Reason;
import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host that every parser reads alike: a DNS name (RFC 1123) in ASCII and lower case without a trailing dot, or an IP
 * address in canonical notation, without brackets.
 *
 * @param literal the address, or null for a name
 */
record Host(String name, @Nullable InetAddress literal) {

    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern NAME = Pattern.compile("(?:" + LABEL + "\\.)*(?=[a-z])" + LABEL);
    private static final Pattern NUMERIC_END = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");
    private static final int LONGEST = 253;

    /** Reads the part of a URL between user-info and port, or the same without its brackets. */
    static Host parse(String text) {
        if (text.isEmpty()) {
            throw refused(Reason.HOST, "The callback URL has no host");
        }
        if (text.startsWith("[") || text.contains(":")) {
            return v6(text);
        }
        String name = ascii(text);
        InetAddress literal = Literal.parse(name);
        if (literal != null && name.equals(text)) {
            return new Host(name, literal);
        }
        if (NUMERIC_END.matcher(name).matches()) {
            throw notation();
        }
        if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
            throw refused(Reason.HOST, "The host of the callback URL is not a valid DNS name");
        }
        return new Host(name, null);
    }

    private static Host v6(String text) {
        String inner = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        InetAddress literal = inner.contains(":") ? Literal.parse(inner) : null;
        if (literal == null) {
            throw notation();
        }
        return new Host(inner.toLowerCase(Locale.ROOT), literal);
    }

    private static String ascii(String text) {
        String lower = (text.endsWith(".") ? text.substring(0, text.length() - 1) : text).toLowerCase(Locale.ROOT);
        if (isAscii(lower)) {
            return lower;
        }
        try {
            String ascii = IDN.toASCII(lower);
            // Fullwidth digits, circled letters, sharp s and invisible characters do not come back as they were.
            if (IDN.toUnicode(ascii).equals(lower) && lower.codePoints().allMatch(Host::isPartOfWord)) {
                return ascii;
            }
        } catch (IllegalArgumentException e) {
            // Falls through to the refusal: not a name of IDNA 2003.
        }
        throw new RefusedCallbackException(
                Reason.HOST,
                "The host of the callback URL has characters that programs read differently. Expected its ASCII form,"
                        + " which begins with xn--.");
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPartOfWord(int c) {
        int type = Character.getType(c);
        return c < 0x80
                || Character.isLetterOrDigit(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static RefusedCallbackException notation() {
        return refused(Reason.ADDRESS_NOTATION, "The host of the callback URL is an IP address in an unusual notation");
    }

    private static RefusedCallbackException refused(Reason reason, String what) {
        return new RefusedCallbackException(
                reason,
                what + ". Expected a name such as hooks.example.com, four decimal numbers such as 192.0.2.1, or an IPv6"
                        + " address in brackets without a zone.");
    }
}

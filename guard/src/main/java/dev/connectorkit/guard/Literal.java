package dev.connectorkit.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IP addresses in their canonical notations; the JDK also reads {@code 127.1}, {@code 2130706433} and names. */
final class Literal {

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final String QUAD = OCTET + "(?:\\." + OCTET + "){3}";
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:]*(?:(?<=:)" + QUAD + ")?");

    private static final int LONGEST_OCTET = 3;
    private static final int LARGEST_OCTET = 255;
    private static final int LONGEST = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length();

    private Literal() {}

    /** Returns the address, without brackets; or null for everything else, zone ids included. Never asks DNS. */
    static @Nullable InetAddress parse(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        boolean v6 = text.indexOf(':') >= 0;
        byte[] v4 = v6 ? null : quad(text);
        if (v6 ? !V6.matcher(text).matches() : v4 == null) {
            return null;
        }
        try {
            // In brackets the JDK takes nothing but an IPv6 address.
            return v4 == null ? InetAddress.getByName("[" + text + "]") : InetAddress.getByAddress(v4);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** Returns four octets without leading zeros, or null; by hand, as it is asked several times for each request. */
    private static byte @Nullable [] quad(String text) {
        byte[] octets = new byte[4];
        int at = 0;
        for (int i = 0; i < octets.length; i++) {
            int from = at;
            int value = 0;
            while (at < text.length() && at - from < LONGEST_OCTET && isDigit(text.charAt(at))) {
                value = 10 * value + text.charAt(at++) - '0';
            }
            boolean last = i == octets.length - 1;
            boolean ends = last ? at == text.length() : at < text.length() && text.charAt(at) == '.';
            if (at == from || !ends || value > LARGEST_OCTET || (at - from > 1 && text.charAt(from) == '0')) {
                return null;
            }
            octets[i] = (byte) value;
            at++;
        }
        return octets;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

package dev.connectorkit.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IP addresses in their canonical notations; the JDK also reads {@code 127.1}, {@code 2130706433} and names. */
final class Literal {

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final String QUAD = OCTET + "(?:\\." + OCTET + "){3}";
    private static final Pattern V4 = Pattern.compile(QUAD);
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:]*(?:(?<=:)" + QUAD + ")?");

    private static final int LONGEST = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length();

    private Literal() {}

    /** Returns the address, without brackets; or null for everything else, zone ids included. Never asks DNS. */
    static @Nullable InetAddress parse(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        boolean v6 = text.indexOf(':') >= 0;
        if (!(v6 ? V6 : V4).matcher(text).matches()) {
            return null;
        }
        try {
            // In brackets the JDK takes nothing but an IPv6 address, and four octets are never a name.
            return InetAddress.getByName(v6 ? "[" + text + "]" : text);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}

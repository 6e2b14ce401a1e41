package dev.connectorkit.guard;

import dev.connectorkit.guard.RefusedCallbackException.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A callback URL taken apart once and put together again, so that the URL that was checked is the one that is called. Stricter than
 * {@link URI}, whose result must agree.
 *
 * @param userInfo percent-decoded, or null
 * @param uri without user-info; path and query are those of the text
 */
record CallbackUrl(String scheme, @Nullable String userInfo, Host host, int port, URI uri) {

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

    static CallbackUrl parse(String text) {
        characters(text);
        int first = text.indexOf(':');
        String scheme = first < 0 ? "" : text.substring(0, first).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            if (!SCHEME.matcher(scheme).matches()) {
                throw syntax("is not absolute");
            }
            throw new RefusedCallbackException(
                    Reason.SCHEME, "The callback URL is of another scheme. Expected https://.");
        }
        String behind = text.substring(first + 1);
        if (!behind.startsWith("//")) {
            throw syntax("has no // behind its scheme");
        }
        int end = endOfAuthority(behind);
        String authority = behind.substring(2, end);
        String rest = behind.substring(end);
        int at = authority.lastIndexOf('@');
        String userInfo = at < 0 ? null : userInfo(authority.substring(0, at));
        String hostAndPort = authority.substring(at + 1);
        int colon = portColon(hostAndPort);
        Host host = Host.parse(colon < 0 ? hostAndPort : hostAndPort.substring(0, colon));
        int standard = scheme.equals("https") ? 443 : 80;
        int port = colon < 0 ? standard : port(hostAndPort.substring(colon + 1));
        String name = host.name().contains(":") ? "[" + host.name() + "]" : host.name();
        URI uri = uri(scheme + "://" + name + (colon < 0 ? "" : ":" + port) + rest);
        if (!name.equals(uri.getHost()) || uri.getPort() != (colon < 0 ? -1 : port) || uri.getRawUserInfo() != null) {
            throw syntax("is read differently by different programs");
        }
        return new CallbackUrl(scheme, userInfo, host, port, uri);
    }

    private static void characters(String text) {
        if (text.length() > CallbackGuard.MAX_LENGTH) {
            throw new RefusedCallbackException(
                    Reason.TOO_LONG,
                    "The callback URL has " + text.length() + " characters. Expected at most "
                            + CallbackGuard.MAX_LENGTH + ".");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || (c >= 0x7F && c <= 0x9F)) {
                throw syntax("has a space or a control character at position " + i);
            }
            if (c == '\\') {
                throw syntax("has a backslash at position " + i);
            }
            if (c == '#') {
                throw new RefusedCallbackException(
                        Reason.FRAGMENT,
                        "The callback URL has a fragment, which is never sent. Expected none; write # as %23.");
            }
        }
    }

    private static int endOfAuthority(String behind) {
        for (int i = 2; i < behind.length(); i++) {
            if (behind.charAt(i) == '/' || behind.charAt(i) == '?') {
                return i;
            }
        }
        return behind.length();
    }

    private static String userInfo(String raw) {
        String decoded =
                raw.indexOf('@') >= 0 ? null : uri("http://" + raw + "@host").getUserInfo();
        if (decoded == null || decoded.chars().anyMatch(c -> c < ' ' || c == 0x7F || c == 0xFFFD)) {
            throw new RefusedCallbackException(
                    Reason.USER_INFO,
                    "The user-info of the callback URL is ambiguous. Expected user:password with every special"
                            + " character percent-encoded in UTF-8, or none.");
        }
        return decoded;
    }

    /** Returns the index of the colon before the port, or -1. */
    private static int portColon(String hostAndPort) {
        int bracket = hostAndPort.startsWith("[") ? hostAndPort.indexOf(']') : -1;
        int colon = hostAndPort.indexOf(':', bracket + 1);
        if (bracket < 0 && colon >= 0 && hostAndPort.indexOf(':', colon + 1) >= 0) {
            throw new RefusedCallbackException(
                    Reason.ADDRESS_NOTATION,
                    "The callback URL has more than one colon behind its host. Expected host:port, and an IPv6 address"
                            + " in brackets.");
        }
        return colon;
    }

    private static int port(String digits) {
        if (!PORT.matcher(digits).matches() || Integer.parseInt(digits) > PortRule.LAST) {
            throw new RefusedCallbackException(
                    Reason.PORT,
                    "The callback URL has no valid port behind its colon. Expected a number from 1 to " + PortRule.LAST
                            + ", or no colon.");
        }
        return Integer.parseInt(digits);
    }

    private static URI uri(String text) {
        if (!Host.isAscii(text)) {
            throw syntax("has characters outside of ASCII; percent-encode them in UTF-8");
        }
        try {
            return new URI(text);
        } catch (URISyntaxException e) { // its message would quote the URL
            throw syntax("is no URI: " + e.getReason().toLowerCase(Locale.ROOT));
        }
    }

    private static RefusedCallbackException syntax(String what) {
        return new RefusedCallbackException(
                Reason.SYNTAX,
                "The callback URL " + what + ". Expected one such as https://hooks.example.com/path?query.");
    }
}

package dev.connectorkit.storage;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Address of a PostgreSQL database, as the driver takes it. Hosts may have underscores, as service names of Docker Compose, or
 * be IPv6 addresses in brackets; several are separated by commas, and the driver takes the first that answers.
 *
 * @param jdbc the JDBC URL, without user and password unless they are in its query
 * @param user null if the URL names none
 * @param password null if the URL names none
 * @param name for people: without secrets
 * @see <a href="https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS">Connection URIs</a>
 */
record PostgresUrl(
        String jdbc, @Nullable String user, @Nullable String password, String name) {

    private static final String EXPECTED = "A PostgreSQL URL is postgres://user:password@host:port/database";
    private static final String HOST = "(?:[\\w.-]+|\\[[0-9A-Fa-f:.]+(?:%\\w+)?])(?::(?:\\d{1,5}))?";
    private static final Pattern URL =
            Pattern.compile("//(?:(?<user>[^\\s/?#:@]*)(?::(?<password>[^\\s/?#]*))?@)?(?<hosts>" + HOST + "(?:," + HOST
                    + ")*)" + "(?<path>/[^\\s/?#]+)(?:\\?(?<query>[^\\s#]*))?");

    static PostgresUrl parse(String url) {
        String rest = url.substring(url.indexOf(':') + 1);
        if (rest.startsWith("jdbc:postgresql:")) {
            int query = rest.indexOf('?');
            return new PostgresUrl(rest, null, null, query < 0 ? rest : rest.substring(0, query));
        }
        Matcher parts = URL.matcher(rest);
        // No message shows the URL: it may have the password.
        if (!parts.matches()) {
            throw new IllegalArgumentException(EXPECTED);
        }
        String hosts = parts.group("hosts");
        for (String host : hosts.split(",", -1)) {
            checkPort(host);
        }
        String place = hosts + parts.group("path");
        String query = parts.group("query");
        return new PostgresUrl(
                "jdbc:postgresql://" + place + (query == null ? "" : "?" + query),
                decode(parts.group("user")),
                decode(parts.group("password")),
                "postgres://" + place);
    }

    private static void checkPort(String host) {
        int colon = host.lastIndexOf(':');
        if (colon > host.lastIndexOf(']')) {
            int port = Integer.parseInt(host.substring(colon + 1));
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException(EXPECTED + ", with a port from 1 to 65535");
            }
        }
    }

    private static @Nullable String decode(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(EXPECTED + "; a % in user or password is written %25");
        }
    }
}

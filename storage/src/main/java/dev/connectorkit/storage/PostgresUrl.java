package dev.connectorkit.storage;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL database is, as the driver takes it.
 *
 * @param jdbc the JDBC URL, without user and password unless they stand in its query
 * @param user null if the URL names none
 * @param password null if the URL names none
 * @param name for people: without secrets
 */
record PostgresUrl(
        String jdbc, @Nullable String user, @Nullable String password, String name) {

    private static final String EXPECTED = "A PostgreSQL URL is postgres://user:password@host:port/database";

    static PostgresUrl parse(String url) {
        String rest = url.substring(url.indexOf(':') + 1);
        if (rest.startsWith("jdbc:postgresql:")) {
            int query = rest.indexOf('?');
            return new PostgresUrl(rest, null, null, query < 0 ? rest : rest.substring(0, query));
        }
        URI uri;
        try {
            uri = new URI("postgres:" + rest);
        } catch (URISyntaxException e) {
            // The exception would show the password.
            throw new IllegalArgumentException(EXPECTED);
        }
        if (uri.getHost() == null || uri.getPath().length() < 2) {
            throw new IllegalArgumentException(EXPECTED);
        }
        String place = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + uri.getRawPath();
        String jdbc = "jdbc:postgresql://" + place + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        String who = uri.getRawUserInfo();
        int colon = who == null ? -1 : who.indexOf(':');
        String user = who == null ? null : decode(colon < 0 ? who : who.substring(0, colon));
        String password = who == null || colon < 0 ? null : decode(who.substring(colon + 1));
        return new PostgresUrl(jdbc, user, password, "postgres://" + place);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}

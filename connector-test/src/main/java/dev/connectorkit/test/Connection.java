package dev.connectorkit.test;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Credentials of an engine's connection. They are added to every request of its workflows: polls, subscribe and unsubscribe, actions,
 * and the requests to a {@code Location}. {@link StubIssuer#connection} signs in with OAuth 2.0.
 */
@FunctionalInterface
public interface Connection {

    /** Returns the request with the credentials. */
    Request authorize(Request request);

    /** Returns a connection without credentials. */
    static Connection none() {
        return request -> request;
    }

    /** Returns a connection with a user name and a password. */
    static Connection basic(String user, String password) {
        String both = user + ":" + password;
        String encoded = Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
        return apiKeyHeader("Authorization", "Basic " + encoded);
    }

    /** Returns a connection with a key in a header. */
    static Connection apiKeyHeader(String header, String key) {
        return request -> request.withHeader(header, key);
    }

    /**
     * Returns a connection with a key in the query. As with engines, {@code DELETE} of a subscription is sent without it.
     *
     * @param parameter the name of the query parameter
     */
    static Connection apiKeyQuery(String parameter, String key) {
        String pair = Expressions.encoded(parameter) + "=" + Expressions.encoded(key);
        return request -> {
            if (request.method().equals("DELETE")) {
                return request;
            }
            String url = request.url().toString();
            return request.withUrl(URI.create(url + (url.contains("?") ? "&" : "?") + pair));
        };
    }

    /** Returns a connection with a bearer token. */
    static Connection bearer(String token) {
        return apiKeyHeader("Authorization", "Bearer " + token);
    }
}

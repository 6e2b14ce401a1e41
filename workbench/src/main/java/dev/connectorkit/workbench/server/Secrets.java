package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.test.Connection;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.Request;
import dev.connectorkit.test.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Credentials of a connection, which are kept in memory only: whatever is stored or shown has dots in their place, and in place of the
 * signatures of callback URLs. Immutable.
 *
 * @param kind none, basic, header, query, bearer, oauth or issuer
 * @param hidden the texts that are not shown
 */
record Secrets(String kind, Connection connection, List<String> hidden) {

    static final String DOTS = "•••";
    private static final Pattern SIGNATURE = Pattern.compile("([?&](?:sig|code)=)[^&\"\\s]+");

    static final Secrets NONE = new Secrets("none", Connection.none(), List.of());

    Secrets {
        hidden = List.copyOf(hidden);
    }

    /**
     * Reads a connection.
     *
     * @param given with {@code kind} none, basic, header, query or bearer, and {@code name} and {@code secret}
     * @throws IllegalArgumentException if the kind is unknown, or a part is absent
     */
    static Secrets of(JsonNode given) {
        String kind = given.path("kind").asText("none");
        if (kind.equals("none")) {
            return NONE;
        }
        String name = given.path("name").asText();
        String secret = given.path("secret").asText();
        if (secret.isEmpty() || (name.isEmpty() && !kind.equals("bearer"))) {
            throw new IllegalArgumentException("A connection of kind '" + kind + "' needs a name and a secret");
        }
        return switch (kind) {
            case "basic" -> of(kind, Connection.basic(name, secret), secret, base64(name + ":" + secret));
            case "header" -> of(kind, Connection.apiKeyHeader(name, secret), secret);
            case "query" -> of(kind, Connection.apiKeyQuery(name, secret), secret);
            case "bearer" -> of(kind, Connection.bearer(secret), secret);
            default ->
                throw new IllegalArgumentException(
                        "kind must be one of 'none', 'basic', 'header', 'query' and 'bearer', but is '" + kind + "'");
        };
    }

    /** Returns the credentials of a connection that sends these secrets. */
    static Secrets of(String kind, Connection connection, String... secrets) {
        List<String> all = new ArrayList<>();
        for (String secret : secrets) {
            all.add(secret);
            all.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
        }
        return new Secrets(kind, connection, all);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns these credentials, which hide the secrets of other ones too. */
    Secrets hidingAlso(Secrets other) {
        List<String> all = new ArrayList<>(hidden);
        all.addAll(other.hidden);
        return new Secrets(kind, connection, all);
    }

    /** Returns the text without secrets. */
    String hide(String text) {
        String shown = SIGNATURE.matcher(text).replaceAll("$1" + DOTS);
        for (String secret : hidden) {
            shown = shown.replace(secret, DOTS);
        }
        return shown;
    }

    /** Returns the exchange without secrets. */
    Exchange hide(Exchange exchange) {
        Request request = exchange.request();
        Response answer = exchange.answer();
        URI url = URI.create(hide(request.url().toString()).replace(DOTS, "***"));
        return new Exchange(
                exchange.direction(),
                exchange.at(),
                exchange.took(),
                exchange.attempt(),
                new Request(request.method(), url, hide(request.headers()), hide(request.body())),
                answer == null ? null : new Response(answer.status(), hide(answer.headers()), hide(answer.body())),
                hide(exchange.failure()));
    }

    private Map<String, String> hide(Map<String, String> headers) {
        Map<String, String> shown = new TreeMap<>();
        headers.forEach((name, value) -> shown.put(name, name.equalsIgnoreCase("Authorization") ? DOTS : hide(value)));
        return shown;
    }
}

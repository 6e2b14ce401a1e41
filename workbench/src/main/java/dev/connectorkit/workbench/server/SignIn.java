package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.test.Connection;
import dev.connectorkit.test.Request;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A connection with OAuth 2.0: the user signs in with the browser, the code that comes back is exchanged for tokens, and the access
 * token is renewed with the refresh token before it expires. Tokens are kept in memory only. Thread-safe.
 */
final class SignIn implements Connection {

    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI authorizationUrl;
    private final URI tokenUrl;
    private final Map<String, String> registration = new LinkedHashMap<>();
    private final String scopes;
    private final URI redirect;
    private final String state = UUID.randomUUID().toString();
    private final String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
    private String token = "";
    private String refreshToken = "";
    private Instant renewAt = Instant.MIN;

    /**
     * Prepares a sign-in.
     *
     * @param form {@code authorizationUrl}, {@code tokenUrl}, {@code clientId}, and {@code clientSecret}, {@code scopes} and
     *     {@code resource} if the issuer wants them
     * @param redirect where the browser comes back
     * @throws IllegalArgumentException if a URL or the client is absent
     */
    SignIn(JsonNode form, URI redirect) {
        this.authorizationUrl = url(form, "authorizationUrl");
        this.tokenUrl = url(form, "tokenUrl");
        this.scopes = form.path("scopes").asText();
        this.redirect = redirect;
        if (form.path("clientId").asText().isBlank()) {
            throw new IllegalArgumentException("clientId must be that of a registration with the issuer");
        }
        registration.put("client_id", form.path("clientId").asText());
        for (Map.Entry<String, String> field :
                Map.of("clientSecret", "client_secret", "resource", "resource").entrySet()) {
            String value = form.path(field.getKey()).asText();
            if (!value.isEmpty()) {
                registration.put(field.getValue(), value);
            }
        }
    }

    private static URI url(JsonNode form, String name) {
        String text = form.path(name).asText();
        if (!text.matches("https?://[^\\s]+")) {
            throw new IllegalArgumentException(name + " must be an http or https URL, but is '" + text + "'");
        }
        return URI.create(text);
    }

    /** Returns the value that the browser brings back as {@code state}. */
    String state() {
        return state;
    }

    /** Returns the URL at which the user signs in. */
    URI page() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", registration.getOrDefault("client_id", ""));
        query.put("redirect_uri", redirect.toString());
        query.put("state", state);
        query.put("code_challenge", challenge());
        query.put("code_challenge_method", "S256");
        if (!scopes.isEmpty()) {
            query.put("scope", scopes);
        }
        if (registration.containsKey("resource")) {
            query.put("resource", registration.getOrDefault("resource", ""));
        }
        return URI.create(authorizationUrl + (authorizationUrl.getQuery() == null ? "?" : "&") + encoded(query));
    }

    private String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Exchanges the code for tokens.
     *
     * @throws IllegalStateException if the issuer refuses
     */
    synchronized void finish(String code) {
        fetch(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                redirect.toString(),
                "code_verifier",
                verifier));
    }

    /** @throws IllegalStateException if the issuer refuses to renew the token */
    @Override
    public synchronized Request authorize(Request request) {
        if (!refreshToken.isEmpty() && !Instant.now().isBefore(renewAt)) {
            fetch(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
        }
        return request.withHeader("Authorization", "Bearer " + token);
    }

    private void fetch(Map<String, String> grant) {
        Map<String, String> form = new LinkedHashMap<>(grant);
        form.putAll(registration);
        HttpRequest request = HttpRequest.newBuilder(tokenUrl)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
                .build();
        HttpResponse<String> answer;
        try {
            answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("The token endpoint " + tokenUrl + " cannot be reached: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the engine signed in", e);
        }
        JsonNode body = answer.body().startsWith("{") ? Json.read(answer.body()) : Json.object();
        if (!body.path("access_token").isTextual()) {
            String reason =
                    body.path("error_description").asText(body.path("error").asText());
            throw new IllegalStateException(
                    "The token endpoint " + tokenUrl + " answered " + answer.statusCode() + " " + reason);
        }
        token = body.path("access_token").asText();
        refreshToken = body.path("refresh_token").asText(refreshToken);
        Duration validity = Duration.ofSeconds(body.path("expires_in").asLong(3600));
        renewAt = Instant.now().plus(validity.compareTo(MARGIN) > 0 ? validity.minus(MARGIN) : Duration.ZERO);
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}

package dev.connectorkit.test;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Connection that signs in with an authorization code, and renews its token with the refresh token. Thread-safe. */
final class OAuthSignIn implements Connection {

    private static final URI REDIRECT = URI.create("https://global.consent.azure-apim.net/redirect");
    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LONGEST).build();
    private final URI authorizationUrl;
    private final URI tokenUrl;
    private final String clientId;
    private final String resource;
    private final Clock clock;
    private String token = "";
    private String refreshToken = "";
    private Instant renewAt = Instant.MIN;

    OAuthSignIn(URI authorizationUrl, URI tokenUrl, String clientId, String resource, Clock clock) {
        this.authorizationUrl = authorizationUrl;
        this.tokenUrl = tokenUrl;
        this.clientId = clientId;
        this.resource = resource;
        this.clock = clock;
    }

    @Override
    public synchronized Request authorize(Request request) {
        if (!clock.instant().isBefore(renewAt)) {
            if (refreshToken.isEmpty()) {
                fetch(Map.of("grant_type", "authorization_code", "code", code(), "redirect_uri", REDIRECT.toString()));
            } else {
                fetch(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
            }
        }
        return request.withHeader("Authorization", "Bearer " + token);
    }

    private String code() {
        String state = UUID.randomUUID().toString();
        URI signIn = URI.create(authorizationUrl + "?"
                + encoded(Map.of(
                        "response_type",
                        "code",
                        "client_id",
                        clientId,
                        "redirect_uri",
                        REDIRECT.toString(),
                        "state",
                        state,
                        "resource",
                        resource)));
        HttpResponse<String> answer = send(HttpRequest.newBuilder(signIn).GET());
        Map<String, String> back = answer.headers()
                .firstValue("Location")
                .map(location -> StubIssuer.form(location.substring(location.indexOf('?') + 1)))
                .orElse(Map.of());
        String code = back.get("code");
        if (code == null || !state.equals(back.get("state"))) {
            throw new IllegalStateException(
                    "The sign-in at " + authorizationUrl + " gave no code: " + answer.statusCode());
        }
        return code;
    }

    private void fetch(Map<String, String> grant) {
        Map<String, String> form = new LinkedHashMap<>(grant);
        form.put("client_id", clientId);
        form.put("resource", resource);
        HttpResponse<String> answer = send(HttpRequest.newBuilder(tokenUrl)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form))));
        JsonNode body = new Response(answer.statusCode(), Map.of(), answer.body()).json();
        if (!body.path("access_token").isTextual()) {
            throw new IllegalStateException("The token endpoint " + tokenUrl + " answered " + answer.statusCode());
        }
        token = body.get("access_token").textValue();
        refreshToken = body.path("refresh_token").asText();
        Duration validity = Duration.ofSeconds(body.path("expires_in").asLong());
        renewAt = clock.instant().plus(validity.compareTo(MARGIN) > 0 ? validity.minus(MARGIN) : Duration.ZERO);
    }

    private HttpResponse<String> send(HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(LONGEST).build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("The issuer at " + request.uri() + " cannot be reached: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the engine signed in", e);
        }
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}

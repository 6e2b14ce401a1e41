package dev.connectorkit.server;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.storage.TestClock;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** A real server on a free port, and requests to it as an engine makes them. */
final class TestServer implements AutoCloseable {

    static final Instant NOW = TestClock.START;
    static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ConnectorServer server;

    private final TestClock clock;

    private TestServer(ConnectorServer server, TestClock clock) {
        this.server = server;
        this.clock = clock;
    }

    static TestServer with(Object... components) {
        return with(builder -> {}, components);
    }

    static TestServer with(Consumer<ConnectorServer.Builder> setUp, Object... components) {
        TestClock clock = new TestClock();
        ConnectorServer.Builder builder =
                ConnectorServer.builder().host("localhost").stateKey(KEY).clock(clock);
        for (Object component : components) {
            if (component instanceof Class<?> type) {
                builder.register(type);
            } else {
                builder.register(component);
            }
        }
        setUp.accept(builder);
        return new TestServer(builder.start(), clock);
    }

    ConnectorServer server() {
        return server;
    }

    /** Returns the clock, which shows {@link #NOW} until it is moved. */
    TestClock clock() {
        return clock;
    }

    String url() {
        return "http://localhost:" + server.port();
    }

    RequestSpecification request() {
        return given().baseUri(url()).urlEncodingEnabled(false).redirects().follow(false);
    }

    Response get(String pathAndQuery) {
        return request().get(pathAndQuery);
    }

    /** Polls the URL of a Location header, as an engine does. */
    static Response follow(Response response) {
        return given().urlEncodingEnabled(false).get(response.header("Location"));
    }

    /** Gets a URL without REST Assured, of which hundreds of requests take seconds. */
    static HttpResponse<String> plain(String url) {
        return plain("GET", url);
    }

    static HttpResponse<String> plain(String method, String url) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .method(method, BodyPublishers.noBody())
                    .build();
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Polls the URL of a Location header, as an engine does. */
    static HttpResponse<String> follow(HttpResponse<?> response) {
        return plain(response.headers().firstValue("Location").orElseThrow());
    }

    /** Returns the ids of the item, or of the items, of an answer; not by a path, which REST Assured compiles each time. */
    static List<String> ids(Response response) {
        return ids(response.asString());
    }

    static List<String> ids(String body) {
        JsonNode answer = json(body);
        return answer.isArray()
                ? answer.findValuesAsText("id")
                : List.of(answer.path("id").asText());
    }

    static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}

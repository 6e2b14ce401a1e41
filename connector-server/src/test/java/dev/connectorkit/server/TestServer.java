package dev.connectorkit.server;

import static io.restassured.RestAssured.given;

import dev.connectorkit.storage.TestClock;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/** A real server on a free port, and requests to it as an engine makes them. */
final class TestServer implements AutoCloseable {

    static final Instant NOW = TestClock.START;
    static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final ConnectorServer server;

    private TestServer(ConnectorServer server) {
        this.server = server;
    }

    static TestServer with(Object... components) {
        return with(builder -> {}, components);
    }

    static TestServer with(Consumer<ConnectorServer.Builder> setUp, Object... components) {
        ConnectorServer.Builder builder =
                ConnectorServer.builder().host("localhost").stateKey(KEY).clock(Clock.fixed(NOW, ZoneOffset.UTC));
        for (Object component : components) {
            if (component instanceof Class<?> type) {
                builder.register(type);
            } else {
                builder.register(component);
            }
        }
        setUp.accept(builder);
        return new TestServer(builder.start());
    }

    ConnectorServer server() {
        return server;
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

    @Override
    public void close() {
        server.close();
    }
}

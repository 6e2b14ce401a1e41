package dev.connectorkit.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.connectorkit.storage.StorageException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are allowed but rare, and those that only scanners send. */
class OddRequestsTest {

    private static TestServer server;
    private static TestServer based;

    @BeforeAll
    static void start() {
        server = TestServer.with(Named.class);
        based = TestServer.with(builder -> builder.basePath("/orders/v1"), Named.class, Tenants.class);
    }

    @AfterAll
    static void stop() {
        server.close();
        based.close();
    }

    /** Says what it was asked for, or fails. */
    @Path("/named")
    public static class Named {
        @GET
        @Path("{name}")
        public String named(@PathParam("name") String name) {
            switch (name) {
                case "gone" -> throw new StorageException("No", new SQLTransientConnectionException("timed out"));
                case "shutdown" -> throw new StorageException("No", new SQLException("going down", "57P01"));
                case "wrong" -> throw new StorageException("No", new SQLException("no such table", "42P01"));
                default -> {
                    return name;
                }
            }
        }
    }

    @Test
    void aSubscriptionIsEndedByADeleteThatHasABody() throws Exception {
        try (Receiver receiver = new Receiver();
                EventServer server = EventServer.with(OrderEvents.event())) {
            server.subscribe(receiver.url("/a"));
            String location = given().contentType("application/json")
                    .body("{\"callbackUrl\":\"" + receiver.url("/b") + "\"}")
                    .post("http://localhost:" + server.port() + "/orders/subscriptions")
                    .header("Location");
            given().contentType("application/json")
                    .body("{}")
                    .delete(location)
                    .then()
                    .statusCode(204);
            assertThat(server.list("subscriptions")).hasSize(1);
        }
    }

    @Test
    void aPortThatIsTakenEndsTheStartOfAServerWithAnOperatorsApi() throws Exception {
        try (TestServer taken = TestServer.with(new Orders())) {
            int port = taken.server().port();
            assertTimeoutPreemptively(
                    Duration.ofMinutes(1),
                    () -> assertThatThrownBy(() -> EventServer.with(OrderEvents.event(), builder -> builder.port(port)))
                            .isInstanceOf(UncheckedIOException.class)
                            .hasMessageContaining("Cannot listen on"));
        }
    }

    /** Answers below any first segment. */
    @Path("/{tenant}")
    public static class Tenants {
        @GET
        public String tenant(@PathParam("tenant") String tenant) {
            return "tenant " + tenant;
        }
    }

    @Test
    void aClassBelowAnyFirstSegmentLeavesTheDocumentsAndHealthWhereTheyAre() {
        try (TestServer tenants = TestServer.with(Tenants.class)) {
            assertThat(tenants.get("/acme").asString()).isEqualTo("tenant acme");
            tenants.get("/swagger.json").then().statusCode(200).body("swagger", equalTo("2.0"));
            tenants.get("/openapi.json").then().statusCode(200).body("openapi", equalTo("3.1.0"));
            assertThat(tenants.get("/swagger.yaml").asString()).startsWith("swagger:");
            tenants.get("/health/live").then().statusCode(200);
            assertThat(tenants.get("/swagger.xml").asString()).isEqualTo("tenant swagger.xml");
        }
    }

    @Test
    void aSemicolonIsACharacterOfAName() {
        assertThat(server.get("/named/a;b=c").asString()).isEqualTo("a;b=c");
        assertThat(server.get("/named/a%3Bb?x=;y").asString()).isEqualTo("a;b");
        for (String name :
                List.of("a;jsessionid=1", ";jsessionid=", "a;JSESSIONID=1;b=c", "a;jsessionid=1:x;jsessionid=2")) {
            assertThat(server.get("/named/" + name).asString()).isEqualTo(name);
        }
    }

    @Test
    void nulIsNoCharacterOfAUrl() {
        server.get("/named/a%00b").then().statusCode(400).body("detail", containsString("%00"));
        server.get("/named/a?b=%00").then().statusCode(400).body("errors[0].field", equalTo("b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orders%2Fv1/health",
                "/orders/v1%2f",
                "/orders%00/v1/health",
                "/orders/v1/../../../etc/passwd",
                "//orders/v1/health",
                "/orders//v1/health",
                "/x/../orders/v1/t",
                "/orders/./v1/health",
                "/orders/v1;a=b/health",
                "/orders;a=b/v1/health",
                "/orders;jsessionid=1/v1/health",
                "/%6Frders/v1/health",
                "/orders/v12/health",
                "/ORDERS/v1/health",
                "/health",
                "/acme",
                "/"
            })
    void aPathThatDoesNotBeginWithTheBasePathAsSentIsUnknown(String path) throws Exception {
        try (LogLines log = new LogLines("dev.connectorkit.requests")) {
            assertThat(below(path))
                    .startsWith("HTTP/1.1 404 ")
                    .containsIgnoringCase("\r\nx-request-id: ")
                    .contains("\r\nContent-Type: application/problem+json")
                    .contains("There is nothing at this path.");
            assertThat(log.next().getFormattedMessage()).startsWith("GET " + path + " 404 ");
        }
    }

    @Test
    void aPathThatIsNoUrlIsMalformedWithABasePathToo() throws Exception {
        assertThat(below("/orders\\v1/health")).startsWith("HTTP/1.1 400 ").contains("\"status\":400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/health", "/health/live", "/health/ready", "/swagger.json", "/named/a;b", "/acme", "/", ""})
    void aPathThatBeginsWithTheBasePathIsServed(String path) throws Exception {
        assertThat(below("/orders/v1" + path)).startsWith("HTTP/1.1 200 ");
    }

    /** Sends a path as it is to a server with a base path, and returns the whole answer. */
    private static String below(String path) throws Exception {
        return RawClient.exchange(
                based.server().port(), "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }

    @Test
    void aDatabaseThatCannotBeReachedIsAReasonToAskAgainLater() {
        for (String name : new String[] {"gone", "shutdown"}) {
            server.get("/named/" + name).then().statusCode(503).header("Retry-After", equalTo("15"));
        }
        server.get("/named/wrong").then().statusCode(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {":::", "a:-1", "user@a", "a/b?c#d", "a:99999", "a b"})
    void aHostThatIsNoneIsRefused(String host) throws Exception {
        assertThat(raw(host)).startsWith("HTTP/1.1 400").contains("\"status\":400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.example.com:65535", "[::1]:80", "10.0.0.1"})
    void aHostThatIsOneIsTaken(String host) throws Exception {
        assertThat(raw(host)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2B999999999-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z"})
    void aTimeTooFarAwayIsNone(String time) {
        try (DurableApi api = new DurableApi()) {
            api.request()
                    .urlEncodingEnabled(false)
                    .get(DurableApi.PREFIX + "/instances?createdTimeFrom=" + time)
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("createdTimeFrom"));
        }
    }

    private static String raw(String host) throws Exception {
        try (Socket socket = new Socket("localhost", server.server().port())) {
            String request = "GET /named/x HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "If-None-Match: \"",
                "If-None-Match: \"a\", \"b",
                "If-Match: W/",
                "If-Modified-Since: yesterday",
                "If-Unmodified-Since: 1",
                "Cookie: $Version=x; a=\"",
                "Range: bytes=5-1"
            })
    void aHeaderThatCannotBeReadIsTheClientsFault(String header) throws Exception {
        String answer = RawClient.exchange(
                server.server().port(),
                "GET /swagger.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + header + "\r\n\r\n");
        assertThat(answer).containsPattern("^HTTP/1\\.1 (200|400|416) ").doesNotContain("Exception");
        if (answer.startsWith("HTTP/1.1 400")) {
            assertThat(answer).contains("A header of the request is invalid.");
        }
    }
}

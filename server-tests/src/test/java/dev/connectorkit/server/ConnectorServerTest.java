package dev.connectorkit.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.connectorkit.swagger.Security;
import io.restassured.config.SSLConfig;
import io.restassured.response.Response;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server around the resources. */
class ConnectorServerTest {

    /** Answers when it is let go. */
    @Path("/slow")
    public static class Slow {
        final CountDownLatch entered = new CountDownLatch(16);
        final CountDownLatch go = new CountDownLatch(1);

        @GET
        public String slow() throws InterruptedException {
            entered.countDown();
            go.await();
            return "done";
        }
    }

    @Test
    void health_answers() {
        try (TestServer server = TestServer.with(new Orders())) {
            server.get("/health")
                    .then()
                    .statusCode(200)
                    .contentType("application/json")
                    .body("status", equalTo("UP"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/swagger.json",
                "/swagger.json?profile=designer",
                "/swagger.json?profile=legacy",
                "/openapi.json"
            })
    void a_document_has_a_tag_and_is_not_sent_again_to_who_has_it(String path) {
        try (TestServer server = TestServer.with(new Orders())) {
            Response document = server.get(path);
            document.then().statusCode(200).contentType("application/json");
            String tag = document.header("ETag");
            Response again = server.request().header("If-None-Match", tag).get(path);
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.header("ETag")).isEqualTo(tag);
            assertThat(again.asString()).isEmpty();
            server.request()
                    .header("If-None-Match", "\"other\"")
                    .get(path)
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void each_profile_and_each_host_has_its_own_document() {
        try (TestServer server = TestServer.with(new Orders())) {
            List<String> tags = List.of(
                    server.get("/swagger.json").header("ETag"),
                    server.get("/swagger.json?profile=designer").header("ETag"),
                    server.get("/swagger.json?profile=legacy").header("ETag"),
                    server.get("/openapi.json").header("ETag"),
                    server.request()
                            .header("Host", "other.example")
                            .get("/swagger.json")
                            .header("ETag"));
            assertThat(tags).doesNotHaveDuplicates();
            server.get("/swagger.json?profile=modern")
                    .then()
                    .statusCode(400)
                    .body("errors[0].message", equalTo("must be one of default, designer, legacy"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"swagger", "openapi"})
    void a_document_is_yaml_by_its_name_or_where_the_client_asks_for_it(String name) throws IOException {
        try (TestServer server = TestServer.with(new Orders())) {
            Response json = server.get("/" + name + ".json");
            Response byName = server.get("/" + name + ".yaml");
            byName.then().statusCode(200).contentType("application/yaml");
            assertThat(new YAMLMapper().readTree(byName.asString()))
                    .isEqualTo(new ObjectMapper().readTree(json.asString()));
            Response asked = server.request()
                    .accept("application/yaml, application/json;q=0.5")
                    .get("/" + name + ".json");
            assertThat(asked.asString()).isEqualTo(byName.asString());
            assertThat(asked.header("ETag")).isEqualTo(byName.header("ETag")).isNotEqualTo(json.header("ETag"));
            server.request()
                    .accept("application/json")
                    .get("/" + name + ".json")
                    .then()
                    .contentType("application/json");
            server.request().accept("*/*").get("/" + name + ".json").then().contentType("application/json");
            server.request()
                    .accept("text/html")
                    .get("/" + name + ".json")
                    .then()
                    .statusCode(406);
        }
    }

    @Test
    void the_document_says_what_its_builder_is_told() {
        try (TestServer server = TestServer.with(
                builder -> builder.describe(document -> document.security(Security.apiKey("x-api-key"))),
                new Orders())) {
            server.get("/swagger.json").then().body("securityDefinitions.api_key.name", equalTo("x-api-key"));
        }
    }

    @Test
    void request_ids_are_echoed_and_made_where_there_are_none() {
        try (TestServer server = TestServer.with(new Orders())) {
            server.request()
                    .header("x-request-id", "r-1")
                    .header("x-ms-client-tracking-id", "08585:CU00")
                    .get("/health")
                    .then()
                    .header("x-request-id", "r-1")
                    .header("x-ms-client-tracking-id", "08585:CU00");
            server.get("/nothing")
                    .then()
                    .header("x-request-id", not(nullValue()))
                    .header("x-ms-client-tracking-id", nullValue());
            server.request()
                    .header("x-request-id", "a b\tc")
                    .get("/health")
                    .then()
                    .header("x-request-id", not(containsString("a b")));
        }
    }

    @Test
    void the_log_has_a_line_for_each_request_with_its_ids_and_without_its_query() throws InterruptedException {
        try (TestServer server = TestServer.with(new Orders());
                LogLines requests = new LogLines("dev.connectorkit.requests")) {
            server.request()
                    .header("x-request-id", "r-1")
                    .header("x-ms-client-tracking-id", "t-1")
                    .get("/orders/plain?sig=secret");
            ILoggingEvent line = requests.next();
            assertThat(line.getFormattedMessage())
                    .startsWith("GET /orders/plain 202 ")
                    .doesNotContain("secret");
            assertThat(line.getMDCPropertyMap())
                    .containsEntry("requestId", "r-1")
                    .containsEntry("clientTrackingId", "t-1");
        }
    }

    @Test
    void pages_of_other_origins_are_not_let_in_unless_asked_for() {
        try (TestServer server = TestServer.with(new Orders())) {
            server.request()
                    .header("Origin", "https://a.example")
                    .get("/health")
                    .then()
                    .header("Access-Control-Allow-Origin", nullValue());
        }
    }

    @Test
    void pages_of_a_named_origin_are_let_in() {
        try (TestServer server = TestServer.with(b -> b.corsOrigins("https://a.example"), new Orders())) {
            server.request()
                    .header("Origin", "https://a.example")
                    .get("/orders/instant")
                    .then()
                    .statusCode(202)
                    .header("Access-Control-Allow-Origin", "https://a.example")
                    .header("Access-Control-Expose-Headers", containsString("Location"));
            server.request()
                    .header("Origin", "https://a.example")
                    .header("Access-Control-Request-Method", "POST")
                    .header("Access-Control-Request-Headers", "content-type")
                    .options("/orders/instant")
                    .then()
                    .statusCode(204)
                    .header("Access-Control-Allow-Methods", containsString("POST"))
                    .header("Access-Control-Allow-Headers", "content-type");
            server.request()
                    .header("Origin", "https://b.example")
                    .get("/health")
                    .then()
                    .header("Access-Control-Allow-Origin", nullValue());
        }
    }

    @Test
    void https_is_served_from_a_key_store(@TempDir java.nio.file.Path folder) throws Exception {
        java.nio.file.Path keyStore = folder.resolve("server.p12");
        String keytool = System.getProperty("java.home") + "/bin/keytool";
        Process made = new ProcessBuilder(
                        (keytool + " -genkeypair -alias server -keyalg EC -dname CN=localhost -validity 2"
                                        + " -storetype PKCS12 -storepass changeit -keystore " + keyStore)
                                .split(" "))
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        try (TestServer server = TestServer.with(b -> b.https(keyStore, "changeit"), new Orders())) {
            given().config(io.restassured.RestAssured.config()
                            .sslConfig(SSLConfig.sslConfig().relaxedHTTPSValidation()))
                    .get("https://localhost:" + server.server().port() + "/orders/plain")
                    .then()
                    .statusCode(202)
                    .header(
                            "Location",
                            containsString(
                                    "https://localhost:" + server.server().port() + "/"));
            assertThat(server.server().url().getScheme()).isEqualTo("https");
        }
        assertThatThrownBy(() -> ConnectorServer.builder().https(keyStore, "wrong"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be opened with the given password")
                .hasMessageNotContaining("wrong");
    }

    @Test
    void sixteen_slow_calls_do_not_hold_up_the_others_and_are_finished_before_the_server_stops() throws Exception {
        Slow slow = new Slow();
        TestServer server = TestServer.with(slow);
        List<CompletableFuture<String>> calls = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> server.get("/slow").asString(), command -> new Thread(command).start()))
                .toList();
        assertThat(slow.entered.await(1, TimeUnit.MINUTES)).isTrue();
        server.get("/health").then().statusCode(200);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
        slow.go.countDown();
        for (CompletableFuture<String> call : calls) {
            assertThat(call.get(1, TimeUnit.MINUTES)).isEqualTo("done");
        }
        stopped.get(1, TimeUnit.MINUTES);
    }

    @Test
    void a_client_that_offers_http_2_gets_its_answers_over_one_connection() throws Exception {
        try (TestServer server = TestServer.with(new Echo())) {
            HttpClient client = HttpClient.newHttpClient(); // offers an upgrade with its first request
            for (int i = 0; i < 3; i++) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/echo"))
                        .timeout(Duration.ofMinutes(2))
                        .POST(HttpRequest.BodyPublishers.ofString("body " + i))
                        .build();
                assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                                .body())
                        .isEqualTo("body " + i);
            }
        }
    }

    /** Answers with the body. */
    @Path("/echo")
    public static class Echo {
        @POST
        public String echo(String body) {
            return body;
        }
    }

    @Test
    void a_port_that_is_taken_is_named() {
        try (TestServer server = TestServer.with(new Orders())) {
            int port = server.server().port();
            assertThatThrownBy(() -> TestServer.with(b -> b.port(port), new Orders()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith("Cannot listen on localhost:" + port + ": ");
        }
    }

    @Test
    void components_hear_of_the_start_and_the_end() {
        List<String> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
        org.glassfish.jersey.server.spi.ContainerLifecycleListener listener =
                new org.glassfish.jersey.server.spi.AbstractContainerLifecycleListener() {
                    @Override
                    public void onStartup(org.glassfish.jersey.server.spi.Container container) {
                        heard.add("start");
                    }

                    @Override
                    public void onShutdown(org.glassfish.jersey.server.spi.Container container) {
                        heard.add("end");
                    }
                };
        try (TestServer server = TestServer.with(new Orders(), listener)) {
            assertThat(server.get("/health").statusCode()).isEqualTo(200);
            assertThat(heard).containsExactly("start");
        }
        assertThat(heard).containsExactly("start", "end");
    }

    @Test
    void the_state_key_is_made_once_and_only_its_owner_reads_it(@TempDir java.nio.file.Path dataDir) throws Exception {
        ConnectorServer.builder().dataDir(dataDir).start().close();
        java.nio.file.Path file = dataDir.resolve("state.key");
        String key = Files.readString(file);
        ConnectorServer.builder().dataDir(dataDir).start().close();
        assertThat(Files.readString(file)).isEqualTo(key);
        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(dataDir).isDirectoryNotContaining(other -> !other.equals(file));

        Files.writeString(file, "c2hvcnQ=");
        assertThatThrownBy(() -> ConnectorServer.builder().dataDir(dataDir).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must hold at least 16 bytes in base64");
        assertThatThrownBy(() -> ConnectorServer.builder().stateKey(new byte[15]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

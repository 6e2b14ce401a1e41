package dev.connectorkit.samples.files;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.sun.net.httpserver.HttpServer;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.samples.SampleConnectors;
import dev.connectorkit.server.ConnectorServer;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The instant triggers of the file watcher: real files, real callbacks. */
class FileWatchTest {

    private static final String WEBHOOK = "/api/files/webhook/TouchedFiles";

    @TempDir
    Path folder;

    private final List<String> got = new CopyOnWriteArrayList<>();
    private HttpServer receiver;
    private ConnectorServer server;

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            got.add(exchange.getRequestURI() + " " + JsonPath.from(body).getString("path"));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        receiver.start();
        startServer();
    }

    private void startServer() throws IOException {
        server = SampleConnectors.builder(folder)
                .host("localhost")
                .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
        receiver.stop(0);
    }

    @Test
    void aTouchedFileIsPostedToThoseWhoWantIt() {
        subscribe("/text", Map.of("searchPattern", "*.txt")).then().statusCode(201);
        subscribe("/top", Map.of("subfolders", false)).then().statusCode(201);
        subscribe("/all", Map.of()).then().statusCode(201);

        touch("a.txt");
        touch("b.csv");
        touch("sub/folder/c.txt");

        expect(
                "/text a.txt",
                "/text sub/folder/c.txt",
                "/top a.txt",
                "/top b.csv",
                "/all a.txt",
                "/all b.csv",
                "/all sub/folder/c.txt");
    }

    @Test
    void filesThatAppearInNewFoldersAreFound() throws IOException {
        subscribe("/all", Map.of());
        Path deep = Files.createDirectories(folder.resolve("files/x/y/z"));
        Files.writeString(deep.resolve("1.txt"), "1");
        expect("/all x/y/z/1.txt");
        Files.writeString(deep.resolve("2.txt"), "2");
        expect("/all x/y/z/1.txt", "/all x/y/z/2.txt");
    }

    @Test
    void subscriptionsSurviveARestartAndWhatIsTouchedMeanwhileIsPostedAtTheStart() throws IOException {
        subscribe("/all", Map.of());
        touch("before.txt");
        expect("/all before.txt");

        server.close();
        Files.writeString(folder.resolve("files/meanwhile.txt"), "!");
        startServer();

        expect("/all before.txt", "/all meanwhile.txt");
    }

    @Test
    void aDeletedSubscriptionGetsNothingMore() {
        String location = subscribe("/gone", Map.of()).header("Location");
        subscribe("/stays", Map.of());
        given().delete(location).then().statusCode(204);

        touch("a.txt");
        expect("/stays a.txt");
    }

    @Test
    void aPushTriggerOf2015IsCalledToo() {
        String url = url("/api/files/push/TouchedFiles/my-workflow");
        given().contentType(ContentType.JSON)
                .body(Map.of("callbackUrl", callback("/push"), "inputs", "*.txt"))
                .put(url)
                .then()
                .statusCode(200);
        touch("a.csv");
        touch("a.txt");
        expect("/push a.txt");
        given().delete(url).then().statusCode(204);
    }

    @Test
    void aPatternThatIsNoGlobIsRefusedByName() {
        for (String pattern : List.of("[", "*****")) {
            subscribe("/x", Map.of("searchPattern", pattern))
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("searchPattern"));
        }
    }

    private void expect(String... calls) {
        await().untilAsserted(() -> assertThat(got).containsExactlyInAnyOrder(calls));
    }

    private Response subscribe(String path, Map<String, Object> filter) {
        Map<String, Object> body = new java.util.HashMap<>(filter);
        body.put("callbackUrl", callback(path));
        return given().contentType(ContentType.JSON).body(body).post(url(WEBHOOK));
    }

    private void touch(String path) {
        given().contentType(ContentType.JSON)
                .body(Map.of("path", path))
                .post(url("/api/files/touch"))
                .then()
                .statusCode(200);
    }

    private String callback(String path) {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + path;
    }

    private String url(String path) {
        return "http://localhost:" + server.port() + path;
    }
}

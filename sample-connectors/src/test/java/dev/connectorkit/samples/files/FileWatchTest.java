package dev.connectorkit.samples.files;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.samples.SampleConnectors;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.test.FakeReceiver;
import dev.connectorkit.test.WebhookWorkflow;
import dev.connectorkit.test.WorkflowEngine;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The instant triggers of the file watcher: real files, real callbacks. */
class FileWatchTest {

    private static final String TRIGGER = "TouchedFilesWebhookTrigger";

    @TempDir
    Path folder;

    private ConnectorServer server;
    private WorkflowEngine engine;

    @BeforeEach
    void start() throws IOException {
        startServer(0);
        engine = WorkflowEngine.builder()
                .document(server.url().resolve("swagger.json?profile=designer"))
                .build();
    }

    private void startServer(int port) throws IOException {
        server = SampleConnectors.builder(folder)
                .host("localhost")
                .port(port)
                .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
        engine.close();
    }

    @Test
    void aTouchedFileIsPostedToThoseWhoWantIt() {
        WebhookWorkflow text = engine.subscribe(TRIGGER, Map.of("searchPattern", "*.txt"));
        WebhookWorkflow top = engine.subscribe(TRIGGER, Map.of("subfolders", false));
        WebhookWorkflow all = engine.subscribe(TRIGGER);

        touch("a.txt");
        touch("b.csv");
        touch("sub/folder/c.txt");

        expect(text, "a.txt", "sub/folder/c.txt");
        expect(top, "a.txt", "b.csv");
        expect(all, "a.txt", "b.csv", "sub/folder/c.txt");
    }

    @Test
    void filesThatAppearInNewFoldersAreFound() throws IOException {
        WebhookWorkflow all = engine.subscribe(TRIGGER);
        Path deep = Files.createDirectories(folder.resolve("files/x/y/z"));
        Files.writeString(deep.resolve("1.txt"), "1");
        expect(all, "x/y/z/1.txt");
        Files.writeString(deep.resolve("2.txt"), "2");
        expect(all, "x/y/z/1.txt", "x/y/z/2.txt");
    }

    @Test
    void subscriptionsSurviveARestartAndWhatIsTouchedMeanwhileIsPostedAtTheStart() throws IOException {
        WebhookWorkflow all = engine.subscribe(TRIGGER);
        touch("before.txt");
        expect(all, "before.txt");

        int port = server.port();
        server.close();
        Files.writeString(folder.resolve("files/meanwhile.txt"), "!");
        startServer(port);

        expect(all, "before.txt", "meanwhile.txt");
    }

    @Test
    void aDeletedSubscriptionGetsNothingMore() {
        WebhookWorkflow gone = engine.subscribe(TRIGGER);
        WebhookWorkflow stays = engine.subscribe(TRIGGER);
        gone.disable();

        touch("a.txt");
        expect(stays, "a.txt");
        assertThat(gone.callbacks()).isEmpty();
    }

    @Test
    void aPushTriggerOf2015IsCalledToo() {
        String url = server.url() + "api/files/push/TouchedFiles/my-workflow";
        try (FakeReceiver receiver = FakeReceiver.start()) {
            String callbackUrl = receiver.url("/push").toString();
            given().contentType(ContentType.JSON)
                    .body(Map.of("callbackUrl", callbackUrl, "inputs", "*.txt"))
                    .put(url)
                    .then()
                    .statusCode(200);
            touch("a.csv");
            touch("a.txt");
            assertThat(receiver.await(1).get(0).request().body()).contains("\"path\":\"a.txt\"");
            given().delete(url).then().statusCode(204);
        }
    }

    @Test
    void aPatternThatIsNoGlobIsRefusedByName() {
        for (String pattern : List.of("[", "*****")) {
            var request = engine.request(
                    TRIGGER, Map.of("searchPattern", pattern), server.url().resolve("x"));
            var answer = engine.send(request).answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("searchPattern");
        }
    }

    private void expect(WebhookWorkflow workflow, String... paths) {
        engine.advanceUntil(() -> workflow.runs().size() >= paths.length, Duration.ofSeconds(30));
        assertThat(workflow.bodies())
                .extracting(body -> body.path("path").asText())
                .containsExactlyInAnyOrder(paths);
    }

    private void touch(String path) {
        assertThat(engine.call("TouchFile", Map.of("path", path)).isSuccessful())
                .isTrue();
    }
}

package dev.connectorkit.samples.files;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.test.ActionResult;
import dev.connectorkit.test.CallOptions;
import dev.connectorkit.test.WorkflowEngine;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file watcher, on real files and through real HTTP. */
class FileConnectorTest {

    private static final String POLL = "/api/files/poll/TouchedFiles";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FILES = 50; // each poll reads the folder: the time grows with the square

    @TempDir
    Path folder;

    private Path root;
    private ConnectorServer server;

    @BeforeEach
    void start() throws IOException {
        root = folder.resolve("root");
        var touched = FileWatch.event();
        server = ConnectorServer.builder()
                .host("localhost")
                .stateKey(new byte[32])
                .callbacks(touched)
                .register(new FileConnector(new WatchedFolder(root), touched, Clock.systemUTC()))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Response get(String pathAndQuery) {
        return given().urlEncodingEnabled(false).get("http://localhost:" + server.port() + pathAndQuery);
    }

    private Response touch(String path) {
        return given().contentType("application/json")
                .body(Map.of("path", path))
                .post("http://localhost:" + server.port() + "/api/files/touch");
    }

    private static Response follow(Response response) {
        return given().urlEncodingEnabled(false).get(response.header("Location"));
    }

    private Path write(String path, Instant touched) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "content");
        return Files.setLastModifiedTime(file, FileTime.from(touched));
    }

    @Test
    void a_touched_file_is_found_by_a_poll_with_the_earlier_state() {
        Response start = get(POLL);
        start.then().statusCode(202);
        Response touched = touch("reports/today.txt");
        touched.then().statusCode(200).body("path", equalTo("reports/today.txt"));
        Response found = follow(start);
        found.then().statusCode(200).header("Retry-After", "15");
        assertThat(found.asString()).isEqualTo(touched.asString());
        follow(found).then().statusCode(202).header("Location", found.header("Location"));
        follow(start).then().statusCode(200).body("path", equalTo("reports/today.txt"));
    }

    @Test
    void a_file_that_is_touched_again_is_found_again() {
        Response start = get(POLL);
        touch("a.txt").then().statusCode(200);
        Response once = follow(start);
        touch("a.txt").then().statusCode(200);
        follow(once).then().statusCode(200).body("path", equalTo("a.txt"));
    }

    @Test
    void a_file_that_another_program_writes_right_after_the_first_poll_is_found() throws IOException {
        for (int i = 0; i < 20; i++) {
            Response start = get(POLL + "?searchPattern=f" + i);
            Files.writeString(root.resolve("f" + i), "x"); // the system's file clock may lag behind ours
            follow(start).then().statusCode(200).body("path", equalTo("f" + i));
        }
    }

    @Test
    void an_engine_walks_all_pages_by_links_that_are_absolute_and_signed() throws IOException {
        Instant now = Instant.now();
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            String path = (i % 2 == 0 ? "even/" : "odd/") + i + ".txt";
            write(path, now);
            paths.add(path);
        }
        write("other.csv", now);
        paths.sort(null);
        try (WorkflowEngine engine = WorkflowEngine.builder()
                .document(server.url().resolve("swagger.json?profile=designer"))
                .build()) {
            Map<String, ?> inputs = Map.of("searchPattern", "*.txt", "pageSize", 3);
            ActionResult all = engine.call("ListAllFiles", inputs, CallOptions.DEFAULT.withMinimumItems(100));
            assertThat(all.body().path("value").findValuesAsText("path")).isEqualTo(paths);
            assertThat(all.body().has("nextLink")).isFalse();
            assertThat(engine.exchanges()).hasSize(3);
            ActionResult enough = engine.call("ListAllFiles", inputs, CallOptions.DEFAULT.withMinimumItems(4));
            assertThat(enough.body().path("value").findValuesAsText("path")).isEqualTo(paths.subList(0, 6));
            ActionResult first = engine.call("ListAllFiles", inputs);
            assertThat(first.body().path("value")).hasSize(3);
            String link = first.body().path("nextLink").asText();
            assertThat(link).startsWith(server.url().resolve("api/files/pages").toString());
            given().urlEncodingEnabled(false)
                    .get(link.replace("pageState=", "pageState=x"))
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void the_search_pattern_matches_names_or_with_a_slash_paths() throws IOException {
        Instant now = Instant.now();
        write("a.txt", now);
        write("deep/er/b.txt", now.plusMillis(1));
        write("deep/c.csv", now.plusMillis(2));
        String since = "triggerState=" + now.minusSeconds(1);
        get("/api/files/poll/TouchedFiles?searchPattern=*.csv&" + since).then().body("path", equalTo("deep/c.csv"));
        get("/api/files?searchPattern=*.txt").then().body("path", contains("a.txt", "deep/er/b.txt"));
        get("/api/files?searchPattern=deep/**").then().body("path", contains("deep/c.csv", "deep/er/b.txt"));
        get(POLL + "?subfolders=false&searchPattern=*.csv&" + since).then().statusCode(202);
    }

    @Test
    void the_batch_twin_finds_all_at_once() throws IOException {
        Response start = get(POLL + "/batch");
        Instant now = Instant.now();
        for (int i = 0; i < 100; i++) {
            write("f" + i + ".txt", now.plusMillis(i / 10)); // ten at each instant
        }
        Response first = follow(start);
        first.then().statusCode(200).header("Retry-After", "0").body("", hasSize(64));
        Response second = follow(first);
        second.then().statusCode(200).header("Retry-After", "15").body("", hasSize(36));
        follow(second).then().statusCode(202);
        Set<String> paths = new HashSet<>(first.<List<String>>path("path"));
        paths.addAll(second.<List<String>>path("path"));
        assertThat(paths).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/batch"})
    void files_touched_while_polling_come_each_exactly_once(String twin) throws Exception {
        Response poll = get(POLL + twin);
        CompletableFuture<Void> touching = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < FILES; i++) {
                assertThat(touch("d" + i % 7 + "/f" + i).statusCode()).isEqualTo(200);
            }
        });
        List<String> found = new ArrayList<>();
        while (true) {
            boolean done = touching.isDone();
            poll = follow(poll);
            if (poll.statusCode() == 200) {
                found.addAll(JSON.readTree(poll.asByteArray()).findValuesAsText("path"));
            } else if (done) {
                break;
            }
        }
        touching.get(1, TimeUnit.MINUTES);
        assertThat(found).hasSize(FILES).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside.txt",
                "a/../../outside.txt",
                "/etc/outside.txt",
                "..\\outside.txt",
                "C:\\outside.txt",
                "C:outside.txt",
                "\\\\host\\share",
                "a/..",
                "..",
                ".",
                "folder/",
                "a//../../b",
                "a\u0000b",
                "link/x.txt",
                "link",
                "filelink",
                "dangling",
                "dangling/x",
                "sub",
                "sub/file.txt/x"
            })
    void nothing_outside_the_folder_is_touched(String path) throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Path secret = Files.writeString(outside.resolve("x.txt"), "secret");
        Files.setLastModifiedTime(secret, FileTime.fromMillis(0));
        Files.createSymbolicLink(root.resolve("link"), outside);
        Files.createSymbolicLink(root.resolve("filelink"), secret);
        Files.createSymbolicLink(root.resolve("dangling"), folder.resolve("new"));
        write("sub/file.txt", Instant.now());
        touch(path)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("path"))
                .body(
                        "errors[0].message",
                        equalTo("must be the path of a file below the watched folder, such as" + " reports/today.txt"));
        assertThat(Files.getLastModifiedTime(secret)).isEqualTo(FileTime.fromMillis(0));
        assertThat(folder.resolve("new")).doesNotExist();
        assertThat(folder.resolve("outside.txt")).doesNotExist();
        assertThat(outside)
                .isDirectoryContaining(file -> file.equals(secret))
                .isDirectoryNotContaining(file -> !file.equals(secret));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "%s/a.txt", "new/%s"})
    void a_name_that_is_longer_than_file_systems_take_is_refused(String form) throws IOException {
        touch(form.formatted("ü".repeat(128)))
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("path"))
                .body("errors[0].message", equalTo("must be a path whose parts have at most 255 bytes each"));
        assertThat(root).isEmptyDirectory();
        touch(form.formatted("ü".repeat(127))).then().statusCode(200);
    }

    @Test
    void a_link_that_stays_inside_may_be_touched_but_nothing_behind_a_link_is_listed() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("x.txt"), "secret");
        write("inside/a.txt", Instant.now());
        Files.createSymbolicLink(root.resolve("link"), outside);
        Files.createSymbolicLink(root.resolve("alias"), root.resolve("inside"));
        touch("alias/b.txt").then().statusCode(200).body("path", equalTo("inside/b.txt"));
        get("/api/files").then().body("path", contains("inside/a.txt", "inside/b.txt"));
    }

    @Test
    void a_pattern_or_a_number_that_is_none_is_refused_by_name() {
        get(POLL + "?searchPattern=%5B").then().statusCode(400).body("errors[0].field", equalTo("searchPattern"));
        get(POLL + "?searchPattern=*a*a*a*a*b")
                .then()
                .statusCode(400)
                .body(
                        "errors[0].message",
                        equalTo("must be a glob with at most four *, such as *.txt or reports/**/*.csv"));
        get(POLL + "?searchPattern=").then().statusCode(400).body("errors[0].field", equalTo("searchPattern"));
        get("/api/files?top=0").then().statusCode(400).body("errors[0].field", equalTo("top"));
    }

    @Test
    void a_folder_that_is_gone_for_the_moment_gets_503_and_when_to_try_again() throws IOException {
        Response start = get(POLL);
        Files.delete(root);
        follow(start).then().statusCode(503).header("Retry-After", "15");
        Files.createDirectory(root);
        follow(start).then().statusCode(202);
    }
}

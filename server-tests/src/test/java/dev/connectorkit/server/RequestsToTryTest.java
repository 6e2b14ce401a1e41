package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.connectorkit.annotations.File;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.sdk.file.FileContent;
import io.restassured.RestAssured;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on the connector's page do what they say: they are run. */
class RequestsToTryTest {

    @TempDir
    private java.nio.file.Path folder;

    @Path("/try")
    public static class Tried {

        @POST
        @Path("form")
        @Consumes("multipart/form-data")
        @Produces("text/plain")
        public String form(
                @File("scan") @Summary(value = "Scan", description = "The scan.") FileContent scan,
                @NotNull @FormParam("title") @Summary(value = "Title", description = "The title.") String title)
                throws IOException {
            return scan.name().orElse("-") + "|" + new String(scan.bytes(), StandardCharsets.UTF_8) + "|" + title;
        }

        @PUT
        @Path("raw")
        @Consumes("application/octet-stream")
        @Produces("text/plain")
        public String raw(FileContent scan) throws IOException {
            return scan.mediaType() + "|" + new String(scan.bytes(), StandardCharsets.UTF_8);
        }

        @POST
        @Path("fields")
        @Consumes("application/x-www-form-urlencoded")
        @Produces("text/plain")
        public String fields(@NotNull @FormParam("a") String a, @NotNull @HeaderParam("x-source") String source) {
            return a + "|" + source;
        }

        @GET
        @Path("kept")
        @Produces("application/octet-stream")
        public FileContent kept() {
            return FileContent.of("kept.txt", "text/plain", "kept".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void the_commands_send_files_forms_and_headers() throws Exception {
        assumeTrue(isThere("node") && isThere("curl"), "needs Node.js and curl");
        Files.writeString(folder.resolve("FILE"), "content");
        try (TestServer server = TestServer.with(new Tried())) {
            String module = server.get("/home/operations.js").asString();
            Files.writeString(folder.resolve("operations.mjs"), module);
            Files.writeString(
                    folder.resolve("document.json"),
                    RestAssured.get(server.url() + "/swagger.json").asString());
            Files.writeString(folder.resolve("print.mjs"), """
                    import {readFileSync} from 'node:fs';
                    import {curl, operations} from './operations.mjs';
                    const swagger = JSON.parse(readFileSync('document.json'));
                    const found = operations(swagger).sort((a, b) => a.path < b.path ? -1 : 1);
                    found.forEach(one => console.log(curl(one, swagger, process.argv[2])[0]));
                    """);
            String commands = run("node", "print.mjs", server.url());
            String[] lines = commands.strip().split("\n");
            assertThat(lines).as(commands).hasSize(4);
            assertThat(run("sh", "-c", lines[0])).endsWith("\r\n\r\nTEXT|TEXT");
            assertThat(run("sh", "-c", lines[1])).endsWith("\r\n\r\nFILE|content|TEXT");
            run("sh", "-c", lines[2]);
            assertThat(folder.resolve("kept.txt")).hasContent("kept");
            assertThat(run("sh", "-c", lines[3])).endsWith("\r\n\r\napplication/octet-stream|content");
        }
    }

    private boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Arrays.toString(command)
                        + new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isZero();
        return out;
    }
}

package dev.connectorkit.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.annotations.File;
import dev.connectorkit.annotations.OperationTraits;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.http.auth.Authentication;
import dev.connectorkit.sdk.ConnectorFeature;
import dev.connectorkit.sdk.ConnectorRuntime;
import dev.connectorkit.sdk.file.FileContent;
import dev.connectorkit.swagger.InvalidConnectorException;
import dev.connectorkit.swagger.Profile;
import io.restassured.builder.MultiPartSpecBuilder;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.EntityPart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesTest {

    private static final int LIMIT = 20_000;
    private static final byte[] NUMBERS = numbers(1000);

    private static ConnectorServer server;

    @Path("/files")
    public static class Files {

        private static final AtomicInteger WRITES = new AtomicInteger();

        @POST
        @Path("form")
        @Consumes("multipart/form-data")
        @Produces("text/plain")
        public String form(
                @File("document") @Summary(value = "Document", description = "The file to keep.") FileContent document,
                @File("preview") Optional<FileContent> preview,
                @FormParam("title") @Summary(value = "Title", description = "The title.") String title)
                throws IOException {
            return document.name().orElse("-") + "|" + document.mediaType() + "|" + document.bytes().length + "|"
                    + title + "|" + preview.isPresent();
        }

        @POST
        @Path("many")
        @Consumes("multipart/form-data")
        @Produces("text/plain")
        public String many(@File("pages") List<FileContent> pages) throws IOException {
            StringBuilder all = new StringBuilder();
            for (FileContent page : pages) {
                all.append(page.name().orElse("-"))
                        .append('=')
                        .append(page.bytes().length)
                        .append(';');
            }
            return all.toString();
        }

        @PUT
        @Path("raw")
        @Consumes("application/octet-stream")
        @Produces("text/plain")
        @OperationTraits(chunkTransfer = true)
        public String raw(FileContent content) throws IOException {
            WRITES.incrementAndGet();
            byte[] bytes = content.bytes();
            return content.name().orElse("-") + "|" + content.size().orElse(-1) + "|" + bytes.length + "|"
                    + java.util.Arrays.hashCode(bytes);
        }

        @PUT
        @Path("echo")
        @Consumes("application/octet-stream")
        @Produces("application/octet-stream")
        @OperationTraits(chunkTransfer = true)
        public FileContent echo(FileContent content) {
            return content;
        }

        @GET
        @Path("one")
        @Produces("application/octet-stream")
        public FileContent one() {
            return FileContent.of("../bill \"7\" für.pdf", "application/pdf", NUMBERS);
        }

        @GET
        @Path("stream")
        @Produces("application/octet-stream")
        public FileContent stream() {
            return FileContent.of("s.bin", "application/octet-stream", new ByteArrayInputStream(NUMBERS));
        }
    }

    private static byte[] numbers(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    @BeforeAll
    static void start() {
        server = ConnectorServer.builder()
                .maxRequestBytes(LIMIT)
                .register(new Files())
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String url(String path) {
        return server.url() + "files/" + path;
    }

    @Test
    void a_form_has_a_file_and_fields_beside_it() {
        given().multiPart("document", "bill.pdf", NUMBERS, "application/pdf")
                .multiPart("title", "Bill")
                .post(url("form"))
                .then()
                .statusCode(200)
                .body(equalTo("bill.pdf|application/pdf|1000|Bill|false"));
    }

    @Test
    void an_empty_file_is_a_file_and_a_field_in_which_nothing_is_chosen_is_not() {
        given().multiPart("document", "empty.txt", new byte[0], "text/plain")
                .post(url("form"))
                .then()
                .statusCode(200)
                .body(equalTo("empty.txt|text/plain|0|null|false"));
        assertThat(send("Content-Disposition: form-data; name=\"document\"; filename=\"\""))
                .contains(" 400 ")
                .contains("document");
    }

    @Test
    void a_missing_file_is_a_400_that_names_the_field() {
        given().multiPart("title", "Bill")
                .post(url("form"))
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("document"))
                .body("detail", containsString("'document'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "filename=\"für € 中.txt\"; für € 中.txt",
                "filename=\"x\"; x",
                "filename=\"x.txt\"; x.txt",
                "filename=\"a \\\"b\\\".txt\"; a \"b\".txt",
                "filename=\"../../etc/passwd\"; passwd",
                "filename=\"C:/temp/x.txt\"; x.txt",
                "filename=\"..\"; -",
                "filename*=UTF-8''f%C3%BCr%2F%22x%22.txt; \"x\".txt",
                "size=1; -"
            })
    void the_name_of_a_file_is_its_last_part(String parameter, String name) {
        assertThat(send("Content-Disposition: form-data; name=\"document\"; " + parameter))
                .contains(" 200 ")
                .contains(name + "|text/plain|5|");
    }

    @Test
    void several_files_of_one_field_come_in_their_order() {
        given().multiPart("pages", "a", new byte[3], "text/plain")
                .multiPart("pages", "b", new byte[0], "text/plain")
                .post(url("many"))
                .then()
                .body(equalTo("a=3;b=0;"));
        given().multiPart("other", "x").post(url("many")).then().statusCode(200).body(equalTo(""));
    }

    @Test
    void a_form_that_is_too_large_or_none_is_refused() {
        given().multiPart("document", "big", new byte[LIMIT], "text/plain")
                .post(url("form"))
                .then()
                .statusCode(413);
        given().multiPart(new MultiPartSpecBuilder(new ByteArrayInputStream(new byte[LIMIT]))
                        .controlName("document")
                        .fileName("big")
                        .build())
                .post(url("form"))
                .then()
                .statusCode(413);
        given().contentType("application/json")
                .body("{}")
                .post(url("form"))
                .then()
                .statusCode(415);
        given().header("Content-Type", "multipart/form-data")
                .body("nothing".getBytes(StandardCharsets.UTF_8))
                .post(url("form"))
                .then()
                .statusCode(400);
    }

    @Test
    void a_download_has_a_name_and_its_media_type() {
        Response whole = given().get(url("one"));
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.asByteArray()).isEqualTo(NUMBERS);
        assertThat(whole.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(whole.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"bill _7_ f_r.pdf\"; filename*=UTF-8''bill%20%227%22%20f%C3%BCr.pdf");
        assertThat(given().get(url("stream")).asByteArray()).isEqualTo(NUMBERS);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-99, 0, 99",
        "bytes=990-, 990, 999",
        "bytes=-10, 990, 999",
        "bytes=998-5000, 998, 999",
        "bytes=-5000, 0, 999"
    })
    void a_range_of_a_download_is_a_206(String range, int first, int last) {
        Response part = given().header("Range", range).get(url("one"));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.header("Content-Range")).isEqualTo("bytes " + first + "-" + last + "/1000");
        assertThat(part.asByteArray()).isEqualTo(java.util.Arrays.copyOfRange(NUMBERS, first, last + 1));
    }

    @Test
    void a_range_outside_is_a_416_and_what_is_not_understood_is_answered_as_a_whole() {
        given().header("Range", "bytes=1000-")
                .get(url("one"))
                .then()
                .statusCode(416)
                .header("Content-Range", "bytes */1000");
        given().header("Range", "bytes=0-1,5-6").get(url("one")).then().statusCode(200);
        given().header("Range", "lines=0-1").get(url("one")).then().statusCode(200);
        given().header("Range", "bytes=0-1").get(url("stream")).then().statusCode(200);
    }

    @Test
    void a_body_is_a_file_with_the_size_and_the_name_that_were_sent() {
        given().contentType("application/octet-stream")
                .header("Content-Disposition", "attachment; filename=\"a/b.bin\"")
                .body(NUMBERS)
                .put(url("raw"))
                .then()
                .statusCode(200)
                .body(equalTo("b.bin|1000|1000|" + java.util.Arrays.hashCode(NUMBERS)));
    }

    @Path("/bodies")
    @Consumes("application/octet-stream")
    @Produces("text/plain")
    public static class Bodies {

        @PUT
        @Path("file")
        public String file(@Summary(value = "File", description = "The file.") FileContent file) throws IOException {
            return file.mediaType() + "|" + file.bytes().length;
        }

        @PUT
        @Path("stream")
        public String stream(@HeaderParam("Content-Type") String type, InputStream file) throws IOException {
            return type + "|" + file.readAllBytes().length;
        }

        @PUT
        @Path("bytes")
        public String bytes(@HeaderParam("Content-Type") String type, byte[] file) {
            return type + "|" + file.length;
        }

        @Path("located")
        public Located located() {
            return new Located();
        }

        @PUT
        @Path("picture")
        @Consumes("image/png")
        public String picture(FileContent picture) throws IOException {
            return picture.mediaType() + "|" + picture.bytes().length;
        }
    }

    @Consumes("application/octet-stream")
    @Produces("text/plain")
    public static class Located {
        @PUT
        public String locatedFile(FileContent file) throws IOException {
            return file.mediaType() + "|" + file.bytes().length;
        }
    }

    /** An engine sends the media type of the content, and none for an empty body. */
    @Test
    void a_file_as_the_body_may_have_any_media_type_or_none_but_that_of_a_form() throws Exception {
        try (TestServer other = TestServer.with(new Bodies())) {
            for (String path : List.of("file", "stream", "bytes", "located")) {
                for (String type : List.of(
                        "application/octet-stream",
                        "image/png",
                        "text/plain; charset=utf-8",
                        "application/json",
                        "application/x-www-form-urlencoded")) {
                    Response taken = put(other, path, type);
                    assertThat(taken.statusCode()).as(path + " " + type).isEqualTo(200);
                    assertThat(taken.asString().replace(" ", ""))
                            .as(path)
                            .isEqualToIgnoringCase(type.replace(" ", "") + "|1000");
                }
                assertThat(withoutType(other, path)).as(path).contains(" 200 ").endsWith("|5");
                Response form = put(other, path, "multipart/form-data; boundary=b");
                assertThat(form.statusCode()).as(path).isEqualTo(415);
                assertThat(form.jsonPath().getString("detail"))
                        .isEqualTo("The body must be the file itself, and not a form with it.");
            }
            assertThat(put(other, "picture", "image/png").asString()).isEqualTo("image/png|1000");
            assertThat(put(other, "picture", "image/gif").statusCode()).isEqualTo(415);
            assertThat(other.server()
                            .document()
                            .swagger(Profile.DESIGNER, URI.create("https://example.com/"))
                            .at("/paths/~1bodies~1file/put/consumes")
                            .toString())
                    .isEqualTo("[\"application/octet-stream\"]");
        }
    }

    private static Response put(TestServer at, String path, String type) {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs(type, ContentType.BINARY)))
                .contentType(type)
                .body(NUMBERS)
                .put(at.url() + "/bodies/" + path);
    }

    private static String withoutType(TestServer at, String path) throws IOException {
        try (Socket socket = new Socket("localhost", at.server().port())) {
            String request = "PUT /bodies/" + path
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void an_application_has_only_the_parts_for_files_that_its_resources_use() {
        assertThat(registered(new Plain())).isEmpty();
        assertThat(registered(new Bodies())).isEmpty();
        assertThat(registered(new Files())).containsExactly("ChunkMethodFilter", "MultiPartFeature");
        assertThat(registered(new Parts())).containsExactly("MultiPartFeature");
    }

    @Path("/parts")
    public static class Parts {
        @POST
        @Hidden
        public int parts(List<EntityPart> parts) {
            return parts.size();
        }
    }

    @Path("/plain")
    public static class Plain {
        @GET
        public String get() {
            return "";
        }
    }

    private static List<String> registered(Object resource) {
        try (ConnectorRuntime runtime = ConnectorRuntime.builder().build()) {
            Configuration configuration = new ApplicationHandler(new ResourceConfig()
                            .property(CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true)
                            .register(new ConnectorFeature(runtime))
                            .register(resource))
                    .getConfiguration();
            return Stream.concat(
                            configuration.getClasses().stream(),
                            configuration.getInstances().stream().map(Object::getClass))
                    .map(Class::getSimpleName)
                    .filter(name -> name.equals("ChunkMethodFilter") || name.equals("MultiPartFeature"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void a_large_body_arrives_in_chunks_that_may_be_repeated() {
        byte[] content = numbers(LIMIT * 2 + 7);
        String location = begin(content.length);
        assertThat(chunk(location, content, 0, LIMIT).header("Range")).isEqualTo("bytes=0-" + (LIMIT - 1));
        Response again = chunk(location, content, 0, LIMIT);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.header("Range")).isEqualTo("bytes=0-" + (LIMIT - 1));
        assertThat(chunk(location, content, 2 * LIMIT, content.length).statusCode())
                .isEqualTo(409);
        assertThat(chunk(location, content, LIMIT, 2 * LIMIT).statusCode()).isEqualTo(200);
        Response last = chunk(location, content, 2 * LIMIT, content.length);
        assertThat(last.statusCode()).isEqualTo(200);
        assertThat(last.asString())
                .isEqualTo("-|" + content.length + "|" + content.length + "|" + java.util.Arrays.hashCode(content));
        int writes = Files.WRITES.get();
        Response repeated = chunk(location, content, 2 * LIMIT, content.length);
        assertThat(repeated.statusCode()).isEqualTo(200);
        assertThat(repeated.asString()).isEqualTo(last.asString());
        assertThat(repeated.contentType()).isEqualTo(last.contentType());
        assertThat(repeated.header("Range")).isEqualTo(last.header("Range"));
        assertThat(Files.WRITES).hasValue(writes);
    }

    @Test
    void a_chunk_before_the_first_is_too_early_and_no_byte_counts_as_here() {
        byte[] content = numbers(20);
        String location = begin(content.length);
        for (int from : List.of(1, 5)) {
            Response early = chunk(location, content, from, 10);
            assertThat(early.statusCode()).isEqualTo(409);
            assertThat(early.header("Range")).isNull();
            assertThat(early.jsonPath().getString("detail")).isEqualTo("The next chunk must begin at byte 0.");
        }
        assertThat(chunk(location, content, 0, 1).header("Range")).isEqualTo("bytes=0-0");
        Response gap = chunk(location, content, 2, 10);
        assertThat(gap.statusCode()).isEqualTo(409);
        assertThat(gap.header("Range")).isEqualTo("bytes=0-0");
        assertThat(chunk(location, content, 1, 20).asString())
                .isEqualTo("-|20|20|" + java.util.Arrays.hashCode(content));
    }

    @Test
    void bytes_of_a_chunk_that_are_here_already_stay_as_they_are() {
        byte[] content = numbers(30);
        byte[] other = new byte[30];
        System.arraycopy(content, 10, other, 10, 20);
        String location = begin(content.length);
        chunk(location, content, 0, 10);
        assertThat(chunk(location, other, 5, 20).header("Range")).isEqualTo("bytes=0-19");
        assertThat(chunk(location, new byte[30], 0, 15).header("Range")).isEqualTo("bytes=0-19");
        given().body(new byte[12])
                .header("Content-Range", "bytes=15-29/30")
                .patch(location)
                .then()
                .statusCode(400);
        assertThat(chunk(location, other, 0, 30).asString()).isEqualTo("-|30|30|" + java.util.Arrays.hashCode(content));
    }

    @Test
    void an_answer_to_a_last_chunk_is_repeated_to_its_caller_for_ten_minutes() {
        try (TestServer secured = TestServer.with(
                builder -> builder.authentication(
                        Authentication.basic((user, password) -> user.equals(new String(password)))),
                new Files())) {
            String location = begin(secured, "ann", 5).header("Location");
            String answer =
                    whole(location, "ann").then().statusCode(200).extract().asString();
            whole(location, "bob").then().statusCode(404);
            assertThat(whole(location, "ann").asString()).isEqualTo(answer);
            secured.clock().pass(Duration.ofMinutes(11));
            assertUnknown(whole(location, "ann"));
        }
    }

    private static Response whole(String location, String user) {
        return as(user).contentType("application/octet-stream")
                .header("Content-Range", "bytes=0-4/5")
                .body(new byte[5])
                .patch(location);
    }

    @Path("/files")
    public static class Slow {

        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch left = new CountDownLatch(1);
        private final AtomicInteger calls = new AtomicInteger();

        @PUT
        @Path("raw")
        @Consumes("application/octet-stream")
        @OperationTraits(chunkTransfer = true)
        public String raw(FileContent content) throws InterruptedException {
            entered.countDown();
            left.await();
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("the first call fails");
            }
            return "call " + calls;
        }
    }

    @Test
    void a_last_chunk_that_is_repeated_while_the_operation_runs_does_not_start_it_again() throws Exception {
        Slow slow = new Slow();
        try (TestServer busy = TestServer.with(
                builder -> builder.authentication(
                        Authentication.basic((user, password) -> user.equals(new String(password)))),
                slow)) {
            String location = begin(busy, "ann", 5).header("Location");
            CompletableFuture<Response> first = CompletableFuture.supplyAsync(() -> whole(location, "ann"));
            slow.entered.await();
            whole(location, "ann").then().statusCode(503).header("Retry-After", "2");
            slow.left.countDown();
            assertThat(first.get().statusCode()).isEqualTo(500);
            assertThat(slow.calls).hasValue(1);
            assertThat(whole(location, "ann").asString()).isEqualTo("call 2");
            assertThat(whole(location, "ann").asString()).isEqualTo("call 2");
        }
    }

    @Path("/files")
    public static class Unending {

        private final AtomicInteger calls = new AtomicInteger();

        @PUT
        @Path("raw")
        @Consumes("application/octet-stream")
        @OperationTraits(chunkTransfer = true)
        public CompletionStage<String> raw(FileContent content) {
            calls.incrementAndGet();
            return new CompletableFuture<>();
        }
    }

    @Test
    void an_operation_that_goes_on_after_its_time_limit_is_not_started_again_by_the_last_chunk() throws Exception {
        Unending unending = new Unending();
        try (TestServer impatient = TestServer.with(
                        builder -> builder.timeLimit(Duration.ofMillis(100))
                                .authentication(
                                        Authentication.basic((user, password) -> user.equals(new String(password)))),
                        unending);
                LogLines requests = new LogLines("dev.connectorkit.requests")) {
            String location = begin(impatient, "ann", 5).header("Location");
            assertThat(requests.next().getFormattedMessage()).startsWith("PUT /files/raw 200");
            whole(location, "ann").then().statusCode(504);
            assertThat(requests.next().getFormattedMessage()).startsWith("PATCH /files/raw 504");
            whole(location, "ann").then().statusCode(503);
            assertThat(unending.calls).hasValue(1);
        }
    }

    private static void assertUnknown(Response response) {
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(response.header("Allow")).isNull();
        assertThat(response.jsonPath().getInt("status")).isEqualTo(404);
        assertThat(response.jsonPath().getString("detail")).isEqualTo("There is no such upload.");
    }

    @Test
    void a_chunk_of_an_unknown_upload_is_a_404_and_other_patches_are_what_they_were() {
        assertUnknown(whole(url("raw") + "?uploadId=00", ""));
        given().patch(url("raw")).then().statusCode(405);
    }

    @Test
    void the_answers_to_chunks_suggest_the_size_of_the_next_that_the_server_takes() {
        Response begun = given().header("x-ms-transfer-mode", "chunked")
                .header("x-ms-content-length", 2 * LIMIT)
                .contentType("application/octet-stream")
                .put(url("raw"));
        assertThat(begun.header("x-ms-chunk-size")).isEqualTo(String.valueOf(LIMIT));
        assertThat(chunk(begun.header("Location"), new byte[2 * LIMIT], 0, LIMIT)
                        .header("x-ms-chunk-size"))
                .isEqualTo(String.valueOf(LIMIT));
    }

    @Test
    void an_upload_belongs_to_the_caller_who_began_it() {
        try (TestServer secured = TestServer.with(
                builder -> builder.authentication(
                        Authentication.basic((user, password) -> user.equals(new String(password)))),
                new Files())) {
            String first = begin(secured, "ann", 10).header("Location");
            assertThat(part(first, "bob").statusCode()).isEqualTo(404);
            assertThat(part(first, "ann").statusCode()).isEqualTo(200);
            for (int i = 0; i < 8; i++) {
                assertThat(begin(secured, "bob", 10).statusCode()).isEqualTo(200);
            }
            Response eighth = begin(secured, "bob", 10);
            assertThat(eighth.statusCode()).isEqualTo(429);
            assertThat(eighth.header("Retry-After")).isEqualTo("60");
            assertThat(begin(secured, "ann", 10).statusCode()).isEqualTo(200);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void idle_uploads_and_those_of_a_closed_server_leave_nothing_on_disk() throws IOException {
        Set<String> before = uploads(Set.of());
        try (TestServer other = TestServer.with(new Files())) {
            String location = begin(other, "", 10).header("Location");
            assertThat(uploads(before)).hasSize(1);
            other.clock().pass(Duration.ofMinutes(11));
            given().get(other.url() + "/files/one").then().statusCode(200);
            assertThat(uploads(before)).isEmpty();
            assertThat(part(location, "").statusCode()).isGreaterThanOrEqualTo(400);
            begin(other, "", 10);
            begin(other, "", 10);
            assertThat(uploads(before)).hasSize(2);
        }
        assertThat(uploads(before)).isEmpty();
    }

    @Test
    void a_whole_file_may_be_the_answer_too() {
        byte[] content = numbers(LIMIT + 7);
        String location = given().header("x-ms-transfer-mode", "chunked")
                .header("x-ms-content-length", content.length)
                .contentType("application/octet-stream")
                .put(url("echo"))
                .header("Location");
        chunk(location, content, 0, LIMIT).then().statusCode(200);
        assertThat(chunk(location, content, LIMIT, content.length).asByteArray())
                .isEqualTo(content);
    }

    @Test
    void the_bytes_of_all_open_uploads_are_limited() {
        try (TestServer other = TestServer.with(new Files())) {
            for (int i = 0; i < 4; i++) {
                assertThat(begin(other, "", 1 << 30).statusCode()).isEqualTo(200);
            }
            Response fifth = begin(other, "", 1 << 30);
            assertThat(fifth.statusCode()).isEqualTo(503);
            assertThat(fifth.header("Retry-After")).isEqualTo("60");
            assertThat(fifth.contentType()).startsWith("application/problem+json");
        }
    }

    /** Returns the files of uploads that this process has open, without those of earlier tests; they have no name in any folder. */
    private static Set<String> uploads(Set<String> earlier) throws IOException {
        try (var open = java.nio.file.Files.list(java.nio.file.Path.of("/proc/self/fd"))) {
            return open.map(FilesTest::target)
                    .filter(file -> file.contains("connectorkit-upload-") && !earlier.contains(file))
                    .collect(Collectors.toSet());
        }
    }

    private static String target(java.nio.file.Path descriptor) {
        try {
            return java.nio.file.Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    private static Response begin(TestServer at, String user, int size) {
        return as(user).header("x-ms-transfer-mode", "chunked")
                .header("x-ms-content-length", size)
                .contentType("application/octet-stream")
                .put(at.url() + "/files/raw");
    }

    private static Response part(String location, String user) {
        return as(user).contentType("application/octet-stream")
                .header("Content-Range", "bytes=0-4/10")
                .body(new byte[5])
                .patch(location);
    }

    private static RequestSpecification as(String user) {
        return user.isEmpty() ? given() : given().auth().preemptive().basic(user, user);
    }

    @Test
    void chunks_outside_of_the_announced_size_are_refused() {
        byte[] content = numbers(100);
        String location = begin(50);
        assertThat(chunk(location, content, 0, 60).statusCode()).isEqualTo(400);
        given().body(new byte[10])
                .header("Content-Range", "bytes=0-19/50")
                .patch(location)
                .then()
                .statusCode(400);
        given().body(new byte[10]).patch(location).then().statusCode(400);
        given().header("x-ms-transfer-mode", "chunked")
                .contentType("application/octet-stream")
                .put(url("raw"))
                .then()
                .statusCode(400);
        given().header("x-ms-transfer-mode", "chunked")
                .header("x-ms-content-length", 1L << 40)
                .contentType("application/octet-stream")
                .put(url("raw"))
                .then()
                .statusCode(413);
    }

    private static String begin(int size) {
        Response begun = given().header("x-ms-transfer-mode", "chunked")
                .header("x-ms-content-length", size)
                .contentType("application/octet-stream")
                .put(url("raw"));
        assertThat(begun.statusCode()).as(begun.asString()).isEqualTo(200);
        assertThat(begun.header("Location")).startsWith(url("raw"));
        return begun.header("Location");
    }

    private static Response chunk(String location, byte[] content, int from, int to) {
        return given().contentType("application/octet-stream")
                .header("Content-Range", "bytes=" + from + "-" + (to - 1) + "/" + content.length)
                .body(java.util.Arrays.copyOfRange(content, from, to))
                .patch(location);
    }

    @Test
    void the_document_describes_files_as_designers_send_them() {
        JsonNode paths = server.document()
                .swagger(Profile.DESIGNER, URI.create("https://example.com/"))
                .path("paths");
        JsonNode form = paths.at("/~1files~1form/post");
        assertThat(form.path("consumes").toString()).isEqualTo("[\"multipart/form-data\"]");
        assertThat(form.path("parameters").toString())
                .contains(
                        "{\"name\":\"document\",\"in\":\"formData\",\"required\":true,\"type\":\"file\",\"description\":\"The file to keep.\",\"x-ms-summary\":\"Document\"}")
                .contains("{\"name\":\"preview\",\"in\":\"formData\",\"required\":false,\"type\":\"file\"}");
        assertThat(paths.at("/~1files~1many/post/parameters/0/type").asText()).isEqualTo("file");
        assertThat(paths.at("/~1files~1raw/put/parameters/0/schema/format").asText())
                .isEqualTo("binary");
        assertThat(paths.at("/~1files~1raw/put/x-ms-capabilities/chunkTransfer").asBoolean())
                .isTrue();
        assertThat(paths.at("/~1files~1one/get/responses/200/schema/type").asText())
                .isEqualTo("file");
    }

    @Path("/wrong")
    public static class WrongFiles {
        @POST
        @Path("json")
        public void json(@File("a") FileContent a) {}

        @POST
        @Path("name")
        @Consumes("multipart/form-data")
        public void unnamed(@File FileContent a) {}

        @POST
        @Path("type")
        @Consumes("multipart/form-data")
        public void text(@File("a") String a) {}
    }

    @Test
    void a_file_that_could_never_arrive_fails_the_start() {
        assertThatThrownBy(() ->
                        ConnectorServer.builder().register(new WrongFiles()).start())
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("WrongFiles.json (parameter 'a') takes a part of a multipart body")
                .hasMessageContaining("WrongFiles.unnamed (parameter 'a') has @File without the name")
                .hasMessageContaining("WrongFiles.text (parameter 'a') has @File and is a String");
    }

    /** Sends a form with a part whose header is written by hand; returns the answer. */
    private static String send(String disposition) {
        String body = "--b\r\n" + disposition + "\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b--\r\n";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        URI uri = URI.create(url("form"));
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            String head = "POST " + uri.getPath() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: " + bytes.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(bytes);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

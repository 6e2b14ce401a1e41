package dev.connectorkit.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.response.ValidatableResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The limit of bodies and those of JSON agree: a body within maxRequestBytes is read. */
class LargeBodyTest {

    /** Beyond the 20 million characters that Jackson allows by itself. */
    private static final int LONG = 21_000_000;

    /** A text, alone or in a list. */
    public record Upload(String text) {}

    /** The length of what came. */
    public record Length(long length) {}

    /** Measures what it gets. */
    @Path("/uploads")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public static class Uploads {

        @POST
        public Length measure(Upload upload) {
            return new Length(upload.text().length());
        }

        @POST
        @Path("tree")
        public Length measureTree(JsonNode tree) {
            return new Length(tree.path("text").asText().length());
        }
    }

    private static byte[] body(int length) {
        byte[] body = new byte[length + 11];
        Arrays.fill(body, (byte) 'x');
        byte[] start = "{\"text\":\"".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, body, 0, start.length);
        body[body.length - 2] = '"';
        body[body.length - 1] = '}';
        return body;
    }

    private static ValidatableResponse post(TestServer server, String path, byte[] body) {
        return given().baseUri(server.url())
                .contentType("application/json")
                .body(body)
                .post(path)
                .then();
    }

    private static void assertReads(Consumer<ConnectorServer.Builder> setUp) {
        try (TestServer server = TestServer.with(setUp, new Uploads())) {
            byte[] body = body(LONG);
            for (String path : new String[] {"/uploads", "/uploads/tree"}) {
                post(server, path, body).statusCode(200).body("length", equalTo(LONG));
            }
        }
    }

    @Test
    void a_string_as_long_as_the_largest_body_is_read() {
        assertReads(builder -> builder.maxRequestBytes(60_000_000));
    }

    @Test
    void a_mapper_of_the_author_reads_it_too() {
        JsonMapper strict = JsonMapper.builder().build();
        strict.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxStringLength(1000).build());
        assertReads(builder -> builder.maxRequestBytes(60_000_000).objectMapper(strict));
    }

    @Test
    void a_body_beyond_the_limit_is_a_413_that_names_the_limit() {
        try (TestServer server = TestServer.with(builder -> builder.maxRequestBytes(LONG), new Uploads())) {
            assertThat(post(server, "/uploads", body(LONG))
                            .statusCode(413)
                            .extract()
                            .path("detail")
                            .toString())
                    .contains(Integer.toString(LONG));
        }
    }
}

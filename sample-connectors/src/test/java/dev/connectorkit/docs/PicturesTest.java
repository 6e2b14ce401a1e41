package dev.connectorkit.docs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.annotations.File;
import dev.connectorkit.annotations.OperationTraits;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.sdk.file.FileContent;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.swagger.Profile;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** The snippets of the guide on files and binary data. */
class PicturesTest {

    /** Serves pictures. */
    @Path("/pictures")
    public static class Pictures {
        private final Map<String, byte[]> pictures = new ConcurrentHashMap<>();

        // tag::upload[]
        @PUT
        @Path("{name}")
        @Consumes(MediaType.APPLICATION_OCTET_STREAM)
        @Operation(summary = "Upload a picture", description = "This operation stores a picture.")
        public void uploadPicture(
                @PathParam("name") @Summary(value = "Name", description = "The name of the picture.") String name,
                InputStream content)
                throws IOException {
            pictures.put(name, content.readAllBytes());
        }
        // end::upload[]

        // tag::download[]
        @GET
        @Path("{name}")
        @Produces(MediaType.APPLICATION_OCTET_STREAM)
        @Operation(summary = "Download a picture", description = "This operation returns a picture.")
        @ApiResponse(
                responseCode = "200",
                description = "The picture.",
                content =
                        @Content(
                                mediaType = MediaType.APPLICATION_OCTET_STREAM,
                                schema = @Schema(type = "string", format = "binary")))
        public byte[] downloadPicture(
                @PathParam("name") @Summary(value = "Name", description = "The name of the picture.") String name) {
            byte[] content = pictures.get(name);
            if (content == null) {
                throw new NotFoundException("There is no picture " + name);
            }
            return content;
        }
        // end::download[]

        // tag::json[]
        public record Picture(
                @Summary(value = "Name", description = "The name of the picture.")
                String name,

                @Summary(value = "Content", description = "The picture itself.")
                byte[] content) {}

        @POST
        @Consumes(MediaType.APPLICATION_JSON)
        @Operation(summary = "Create a picture", description = "This operation stores a picture under its name.")
        public void createPicture(Picture picture) {
            pictures.put(picture.name(), picture.content());
        }
        // end::json[]

        // tag::form[]
        @POST
        @Path("scans")
        @Consumes(MediaType.MULTIPART_FORM_DATA)
        @Operation(summary = "Send a scan", description = "This operation stores a scan under a title.")
        public void sendScan(
                @File("scan") @Summary(value = "Scan", description = "The scanned page.") FileContent scan,
                @FormParam("title") @Summary(value = "Title", description = "The title of the scan.") String title)
                throws IOException {
            pictures.put(title, scan.bytes());
        }
        // end::form[]

        // tag::named[]
        @GET
        @Path("{name}/file")
        @Produces(MediaType.APPLICATION_OCTET_STREAM)
        @Operation(summary = "Get a picture as a file", description = "This operation returns a picture and its name.")
        public FileContent getFile(
                @PathParam("name") @Summary(value = "Name", description = "The name of the picture.") String name) {
            return FileContent.of(name + ".png", "image/png", downloadPicture(name));
        }
        // end::named[]

        // tag::chunks[]
        @PUT
        @Path("{name}/large")
        @Consumes(MediaType.APPLICATION_OCTET_STREAM)
        @OperationTraits(chunkTransfer = true)
        @Operation(summary = "Upload a large picture", description = "This operation stores a picture of any size.")
        public void uploadLarge(
                @PathParam("name") @Summary(value = "Name", description = "The name of the picture.") String name,
                FileContent content)
                throws IOException {
            pictures.put(name, content.bytes());
        }
        // end::chunks[]
    }

    @Test
    void a_scan_arrives_in_a_form_and_is_downloaded_with_a_name_and_in_ranges() {
        byte[] content = {1, 2, 3, 4};
        try (ConnectorServer server =
                ConnectorServer.builder().register(new Pictures()).start()) {
            String pictures = server.url() + "pictures";
            given().multiPart("scan", "page.png", content, "image/png")
                    .multiPart("title", "one")
                    .post(pictures + "/scans")
                    .then()
                    .statusCode(204);
            given().header("Range", "bytes=1-2")
                    .get(pictures + "/one/file")
                    .then()
                    .statusCode(206)
                    .contentType("image/png")
                    .header("Content-Length", "2");
            String location = given().contentType("application/octet-stream")
                    .header("x-ms-transfer-mode", "chunked")
                    .header("x-ms-content-length", 4)
                    .put(pictures + "/two/large")
                    .header("Location");
            given().contentType("application/octet-stream")
                    .header("Content-Range", "bytes=0-3/4")
                    .body(content)
                    .patch(location)
                    .then()
                    .statusCode(204);
            assertThat(given().get(pictures + "/two").asByteArray()).isEqualTo(content);
        }
    }

    @Test
    void bytes_travel_as_they_are_and_as_base64_in_json() {
        byte[] content = {0, (byte) 0xff, 10, 13, 0x1a};
        try (ConnectorServer server =
                ConnectorServer.builder().register(new Pictures()).start()) {
            String pictures = server.url() + "pictures";
            given().contentType("application/octet-stream")
                    .body(content)
                    .put(pictures + "/one")
                    .then()
                    .statusCode(204);
            given().contentType("application/json")
                    .body("{\"name\":\"two\",\"content\":\"AP8KDRo=\"}".getBytes(StandardCharsets.UTF_8))
                    .post(pictures)
                    .then()
                    .statusCode(204);

            assertThat(given().get(pictures + "/one").asByteArray()).isEqualTo(content);
            assertThat(given().get(pictures + "/two").asByteArray()).isEqualTo(content);
            given().get(pictures + "/three").then().statusCode(404);
        }
    }

    @Test
    void the_document_describes_a_file_and_a_binary_body() {
        try (ConnectorServer server =
                ConnectorServer.builder().register(new Pictures()).start()) {
            JsonNode paths = server.document()
                    .swagger(Profile.DESIGNER, URI.create("https://example.com/"))
                    .path("paths");
            assertThat(paths.at("/~1pictures~1{name}/get/responses/200/schema/type")
                            .asText())
                    .isEqualTo("file");
            assertThat(paths.at("/~1pictures~1{name}/put/parameters/1/schema/format")
                            .asText())
                    .isEqualTo("binary");
        }
    }
}

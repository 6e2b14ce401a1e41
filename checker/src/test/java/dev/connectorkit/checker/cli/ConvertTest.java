package dev.connectorkit.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.parser.OpenAPIParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ConvertTest {

    private static final String YAML = """
            openapi: VERSION
            info: {title: Parcels, version: "1", description: Sends parcels to people and shops.}
            servers:
              - url: https://{region}.parcels.example.org/api/
                variables: {region: {default: eu}}
              - url: https://other.example.org
            paths:
              /parcels/{id}:
                parameters:
                  - $ref: '#/components/parameters/Id'
                get:
                  operationId: GetParcel
                  summary: Get a parcel
                  description: This operation returns a parcel.
                  parameters: [{name: token, in: cookie, schema: {type: string}}]
                  responses:
                    '200':
                      description: The parcel.
                      content: {application/json: {schema: {$ref: 'parts/parcel.yaml#/Parcel'}}}
                    '404': {$ref: '#/components/responses/Missing'}
                  callbacks: {moved: {'{$request.query.url}': {post: {responses: {'200': {description: ok}}}}}}
                put:
                  operationId: PutPicture
                  summary: Put a picture
                  description: This operation keeps a picture.
                  requestBody:
                    content:
                      multipart/form-data:
                        schema: {type: object, properties: {picture: {type: string, format: binary}}}
                  responses: {'204': {description: Done.}}
            components:
              parameters:
                Id: {name: id, in: path, required: true, description: The parcel., x-ms-summary: ID, schema: {type: string}}
              responses:
                Missing: {description: The thing does not exist.}
              securitySchemes:
                key: {type: apiKey, in: header, name: X-Key}
            security: [{key: []}]
            """;

    private static final String PARCEL = """
            Parcel:
              allOf:
                - $ref: '#/Base'
                - type: object
                  properties:
                    weight: {type: number}
                    next: {$ref: '#/Parcel'}
            Base:
              type: object
              properties: {code: {type: string, nullable: true}}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int convert(String name, String text, String... more) throws IOException {
        Files.createDirectories(folder.resolve("parts"));
        Files.writeString(folder.resolve("parts/parcel.yaml"), PARCEL);
        Files.writeString(folder.resolve("loop-broken.yaml"), "{$ref: 'loop-broken.yaml'}");
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        CommandLine commands = Connectorkit.commandLine();
        commands.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] arguments = new String[2 + more.length];
        arguments[0] = "convert";
        arguments[1] = file.toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return commands.execute(arguments);
    }

    @ParameterizedTest
    @CsvSource({"3.0.3, yaml", "3.1.0, yaml", "3.0.3, json", "3.1.0, json"})
    void a_document_of_openapi_3_becomes_one_of_swagger_2_with_its_losses(String version, String form)
            throws IOException {
        String text = YAML.replace("VERSION", version);
        if (form.equals("json")) {
            text = new com.fasterxml.jackson.dataformat.yaml.YAMLMapper()
                    .readTree(text)
                    .toString();
        }
        Path target = folder.resolve("swagger.json");
        int code = convert("parcels." + form, text, "--to", target.toString());

        assertThat(code).as(err.toString()).isZero();
        JsonNode swagger = new ObjectMapper().readTree(target.toFile());
        assertThat(swagger.path("swagger").asText()).isEqualTo("2.0");
        assertThat(swagger.path("host").asText()).isEqualTo("eu.parcels.example.org");
        assertThat(swagger.path("basePath").asText()).isEqualTo("/api");
        assertThat(swagger.path("schemes").toString()).isEqualTo("[\"https\"]");
        JsonNode get = swagger.at("/paths/~1parcels~1{id}/get");
        assertThat(get.at("/parameters/0/name").asText()).isEqualTo("id");
        assertThat(get.at("/responses/404/description").asText()).isEqualTo("The thing does not exist.");
        assertThat(get.at("/responses/200/schema/$ref").asText()).isEqualTo("#/definitions/Parcel");
        assertThat(swagger.at("/definitions/Parcel/properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("code", "weight", "next");
        assertThat(swagger.at("/paths/~1parcels~1{id}/put/parameters/1/type").asText())
                .isEqualTo("file");
        assertThat(swagger.at("/securityDefinitions/key/type").asText()).isEqualTo("apiKey");
        assertThat(new OpenAPIParser()
                        .readContents(swagger.toString(), null, null)
                        .getMessages())
                .isEmpty();
        assertThat(err.toString())
                .contains("lost /servers/1: ")
                .contains("lost /servers/0/variables/region: ")
                .contains("lost /paths/~1parcels~1{id}/get/callbacks: ")
                .contains("lost /paths/~1parcels~1{id}/get/parameters/0: Swagger 2.0 has no cookie parameters");
    }

    @Test
    void the_types_of_openapi_3_1_become_one_type() throws IOException {
        convert("types.yaml", """
                openapi: 3.1.0
                info: {title: T, version: "1"}
                webhooks: {moved: {post: {responses: {'200': {description: ok}}}}}
                paths:
                  /a:
                    get:
                      operationId: A
                      responses:
                        '200':
                          description: d
                          content:
                            application/json:
                              schema:
                                type: object
                                properties:
                                  a: {type: [string, 'null']}
                                  b: {const: x, type: string}
                                  c: {type: integer, exclusiveMinimum: 3}
                                  d: {type: [string, integer]}
                """);
        JsonNode schema =
                new ObjectMapper().readTree(out.toString()).at("/paths/~1a/get/responses/200/schema/properties");
        assertThat(schema.at("/a/type").asText()).isEqualTo("string");
        assertThat(schema.at("/b/enum").toString()).isEqualTo("[\"x\"]");
        assertThat(schema.at("/c/minimum").asInt()).isEqualTo(3);
        assertThat(schema.at("/c/exclusiveMinimum").asBoolean()).isTrue();
        assertThat(err.toString())
                .contains("properties/d/type: Swagger 2.0 has one type; integer is lost")
                .contains("lost /webhooks/moved: ")
                .contains("lost /servers/0/url: is relative");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"openapi\": \"3.0.0\",\\n \"paths\": } | /paths: must be an object",
                "openapi: 3.0.0\\npaths: [ | broken.yaml is not valid JSON or YAML: line 2",
                "swagger: '2.0' | /openapi: must be a version 3.0 or 3.1, but is absent; the document is Swagger 2.0 already",
                "openapi: 4.0.0 | /openapi: must be a version 3.0 or 3.1, but is 4.0.0",
                "openapi: 3.0.0\\npaths: {/a: {get: {parameters: [{$ref: '#/components/parameters/X'}]}}} | /paths/~1a/get/parameters/0/$ref: leads nowhere",
                "openapi: 3.0.0\\npaths: {/a: {$ref: 'gone.yaml'}} | /paths/~1a/$ref: leads nowhere: gone.yaml",
                "openapi: 3.0.0\\npaths: {/a: {$ref: 'https://example.org/a.yaml'}} | leads to another host",
                "openapi: 3.0.0\\npaths: {/a: {$ref: 'loop-broken.yaml'}} | leads back to itself: loop-broken.yaml",
                "openapi: 3.0.0\\npaths: {/a: {get: {parameters: [word]}}} | /paths/~1a/get/parameters/0: must be an object",
                "openapi: 3.0.0\\npaths: {/a: {get: {responses: {'200': [1]}}}} | /paths/~1a/get/responses/200: must be an object",
                "openapi: 3.0.0\\ncomponents: {schemas: {A: {properties: {b: 5}}}} | /components/schemas/A/properties/b: must be a schema",
                "openapi: 3.0.0\\npaths: {}\\ncomponents: [word] | /components: must be an object",
                "openapi: 3.0.0\\npaths: {}\\ncomponents: {schemas: 5, x: {schema: {$ref: 'parts/parcel.yaml#/Base'}}} | /components/schemas: must be an object",
                "just words | broken.yaml is not an object"
            })
    void a_broken_document_is_refused_with_its_place(String text, String reason) throws IOException {
        assertThat(convert("broken.yaml", text.replace("\\n", "\n"))).isEqualTo(2);
        assertThat(err.toString()).contains("broken.yaml").contains(reason).doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void findings_of_the_check_are_the_exit_code() throws IOException {
        assertThat(convert(
                        "empty.yaml",
                        "openapi: 3.0.0\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {responses: {}}}}\n"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("operation-id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.json#/x",
                "FOLDER/secret.json#/x",
                "link.json#/x",
                "linked/secret.json#/x",
                "../gone.json"
            })
    void a_reference_out_of_the_folder_of_the_document_is_refused(String reference) throws IOException {
        Path outside = folder;
        Files.writeString(
                outside.resolve("secret.json"), "{\"x\": {\"type\": \"string\", \"description\": \"hidden\"}}");
        folder = Files.createDirectory(outside.resolve("document"));
        Files.createSymbolicLink(folder.resolve("link.json"), outside.resolve("secret.json"));
        Files.createSymbolicLink(folder.resolve("linked"), outside);
        int code = convert(
                "api.yaml",
                "openapi: 3.0.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {$ref: '"
                        + reference.replace("FOLDER", outside.toString()) + "'}}}\n");
        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains("/components/schemas/A/$ref: leads out of the folder of the document")
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_reference_through_a_link_within_the_folder_of_the_document_is_followed() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        folder = link;
        Files.writeString(real.resolve("shared.yaml"), "A: {name: shared, in: query, schema: {type: string}}\n");
        Files.createSymbolicLink(real.resolve("other.yaml"), real.resolve("shared.yaml"));
        convert(
                "api.yaml",
                "openapi: 3.0.0\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {parameters: [{$ref: 'other.yaml#/A'}]}}}\n");
        assertThat(new ObjectMapper()
                        .readTree(out.toString())
                        .at("/paths/~1a/get/parameters/0/name")
                        .asText())
                .as(err.toString())
                .isEqualTo("shared");
    }
}

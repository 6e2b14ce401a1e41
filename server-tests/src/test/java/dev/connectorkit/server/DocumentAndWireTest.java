package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The document and the wire agree for generated types and annotations: every answer is valid against its schema, every documented input
 * is accepted, and no input is required that the document does not require.
 */
class DocumentAndWireTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> differences = new ArrayList<>();
    private String base = "";
    private JsonNode document = JSON.missingNode();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 10, 12, 24})
    void agree(long seed) throws Exception {
        try (TestServer server = TestServer.with(GeneratedConnector.of(seed))) {
            base = server.url();
            document = JSON.readTree(get("/swagger.json?profile=designer").body());
            int operations = 0;
            for (var path : document.path("paths").properties()) {
                for (var method : path.getValue().properties()) {
                    operations++;
                    if (path.getKey().contains("/out")) {
                        answer(path.getKey(), method.getValue());
                    } else if (path.getKey().contains("/in")) {
                        body(path.getKey(), method.getValue());
                    } else {
                        parameters(path.getKey(), method.getValue());
                    }
                }
            }
            assertThat(operations).isEqualTo(30);
            assertThat(differences).isEmpty();
        }
    }

    /** Answers of both kinds, and bodies that are answered as they were read: the document and Jackson have one name for each property. */
    @Test
    void agree_on_what_annotations_of_jackson_do_to_names_and_shapes() throws Exception {
        try (TestServer server = TestServer.with(
                builder -> builder.objectMapper(
                        mapper -> mapper.addMixIn(JacksonTypes.Foreign.class, JacksonTypes.ForeignMixIn.class)),
                new JacksonTypes())) {
            base = server.url();
            document = JSON.readTree(get("/swagger.json?profile=designer").body());
            for (var path : document.path("paths").properties()) {
                for (var method : path.getValue().properties()) {
                    if (method.getKey().equals("get")) {
                        answer(path.getKey(), method.getValue());
                    } else {
                        echo(path.getKey(), method.getValue());
                    }
                }
            }
            assertThat(String.join("\n", differences)).isEmpty();
        }
    }

    @Test
    void agree_on_what_annotations_of_properties_do_to_the_types_within() throws Exception {
        try (TestServer server = TestServer.with(new PropertyTypes())) {
            base = server.url();
            document = JSON.readTree(get("/swagger.json?profile=designer").body());
            for (var path : document.path("paths").properties()) {
                for (var method : path.getValue().properties()) {
                    if (method.getKey().equals("get")) {
                        answer(path.getKey(), method.getValue());
                        missing(path.getKey(), method.getValue());
                    } else if (path.getKey().contains("oneWay")) {
                        assertThat(post(path.getKey(), "{\"got\":{\"number\":7},\"set\":{\"number\":7}}")
                                        .body())
                                .isEqualTo("1|7");
                        JsonNode body = resolve(method.getValue().at("/parameters/0/schema"));
                        assertThat(body.at("/properties/got/properties/number/readOnly")
                                        .asBoolean())
                                .isTrue();
                        assertThat(body.at("/properties/set/properties/number/type")
                                        .asText())
                                .isEqualTo("integer");
                    } else {
                        echo(path.getKey(), method.getValue());
                    }
                }
            }
            assertThat(String.join("\n", differences)).isEmpty();
        }
    }

    /** Answers that are sent back as requests come back again: the document has one form for both. */
    @Test
    void agree_on_answers_that_are_sent_back() throws Exception {
        try (TestServer server = TestServer.with(new RoundTrips())) {
            base = server.url();
            document = JSON.readTree(get("/swagger.json?profile=designer").body());
            int trips = 0;
            for (var path : document.path("paths").properties()) {
                if (path.getKey().endsWith("/out")) {
                    answer(path.getKey(), path.getValue().get("get"));
                    back(path.getKey());
                    trips++;
                }
            }
            assertThat(trips).isEqualTo(12);
            assertThat(String.join("\n", differences)).isEmpty();
            assertThat(properties("Hidden").has("secret")).isFalse();
            assertThat(properties("Numbered").at("/@id/type").asText()).isEqualTo("integer");
            assertThat(properties("Maps").at("/entry/additionalProperties/type").asText())
                    .isEqualTo("integer");
            assertThat(properties("Raw").at("/raw/type").asText()).isEqualTo("object");
            assertThat(properties("Times").at("/day/items/type").asText()).isEqualTo("integer");
            assertThat(document.at("/definitions/Further/additionalProperties/type")
                            .asText())
                    .isEqualTo("integer");
            assertThat(document.at("/definitions/Payment").has("required")).isFalse();
            assertThat(properties("Pet").fieldNames()).toIterable().containsExactlyInAnyOrder("lives", "tricks");
        }
    }

    /** Takes bodies whose classes give values to their properties, and answers bytes. */
    @Path("/defaults")
    @Produces("application/json")
    @Consumes("application/json")
    public static class Defaults {

        public static class Order {
            @NotNull public String article = "screw";

            @NotNull @Size(min = 1) public List<String> notes = List.of("new");

            @Min(1) public int pieces = 1;

            @NotNull public Integer amount;

            @NotBlank public String blank = "";

            @NotEmpty public List<String> tags = new ArrayList<>();

            @Positive public int weight;

            private String kept = "kept";

            @NotNull public String getKept() {
                return kept;
            }

            public void setKept(String kept) {
                this.kept = kept;
            }
        }

        public record Completed(
                @NotNull String given, @NotNull String usual) {
            public Completed {
                usual = usual == null ? "usual" : usual;
            }
        }

        @POST
        @Path("order")
        public Order order(@Valid @NotNull Order order) {
            return order;
        }

        @POST
        @Path("completed")
        public Completed completed(@Valid @NotNull Completed completed) {
            return completed;
        }

        @GET
        @Path("buffer")
        public ByteBuffer buffer() {
            return ByteBuffer.wrap(new byte[] {1, 2});
        }

        @GET
        @Path("maybe")
        public Optional<byte[]> maybe() {
            return Optional.of(new byte[] {1, 2});
        }

        @GET
        @Path("raw")
        @Produces("application/octet-stream")
        public byte[] raw() {
            return new byte[] {1, 2};
        }

        @POST
        @Path("buffer")
        public ByteBuffer back(ByteBuffer body) {
            return body;
        }
    }

    @Test
    void agree_on_properties_with_initial_values_and_on_bytes() throws Exception {
        try (TestServer server = TestServer.with(new Defaults())) {
            base = server.url();
            document = JSON.readTree(get("/swagger.json?profile=designer").body());
            assertThat(required("Order")).containsExactlyInAnyOrder("amount", "blank", "tags", "weight");
            assertThat(required("Completed")).containsExactly("given");
            for (String path : List.of("/defaults/order", "/defaults/completed")) {
                JsonNode operation = document.path("paths").path(path).path("post");
                body(path, operation);
                JsonNode body = operation.at("/parameters/0/schema");
                ObjectNode given = (ObjectNode) example(body, false);
                for (String name : JSON.convertValue(resolve(body).get("required"), String[].class)) {
                    ObjectNode without = given.deepCopy().without(List.of(name));
                    assertThat(post(path, without.toString()).statusCode())
                            .as(name)
                            .isEqualTo(400);
                }
            }
            for (String path : List.of("/defaults/buffer", "/defaults/maybe")) {
                JsonNode operation = document.path("paths").path(path).path("get");
                assertThat(operation.at("/responses/200/schema/format").asText())
                        .isEqualTo("byte");
                answer(path, operation);
                assertThat(get(path).body()).isEqualTo("\"AQI=\"");
            }
            JsonNode sent = document.path("paths").path("/defaults/buffer").path("post");
            assertThat(sent.at("/parameters/0/schema/format").asText()).isEqualTo("byte");
            assertThat(post("/defaults/buffer", "\"AQI=\"").body()).isEqualTo("\"AQI=\"");
            assertThat(document.at("/paths/~1defaults~1raw/get/responses/200/schema/type")
                            .asText())
                    .isEqualTo("file");
            assertThat(document.toString()).doesNotContain("x-encoded");
            assertThat(String.join("\n", differences)).isEmpty();
        }
    }

    private List<String> required(String definition) {
        return List.of(
                JSON.convertValue(document.path("definitions").path(definition).path("required"), String[].class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numbers | {\"level\":\"HIGH\"} | level must be one of 0, 1.",
                "numbers | {\"levels\":[2]} | levels[0] must be one of 0, 1.",
                "numbers | {\"rank\":5000000000} | rank must be one of 0, 1.",
                "numbers | {\"byRank\":{\"THIRD\":\"x\"}} | byRank must be an object whose keys are one of 0, 1.",
                "numbers | {\"share\":0.7} | share must be one of 0.5, 1.25.",
                "numbers | {\"share\":\"HALF\"} | share must be one of 0.5, 1.25.",
                "numbers | {\"open\":1} | open must be one of true, false.",
                "times | {\"number\":\"2026-01-02\"} | number must be a whole number of days since 1970-01-01.",
                "times | {\"number\":1.5} | number must be a whole number of days since 1970-01-01.",
                "texts | {\"whole\":\"x\"} | whole must be a whole number as a text.",
                "texts | {\"flag\":\"yes\"} | flag must be true or false as a text.",
                "texts | {\"ids\":[\"1.5\"]} | ids[0] must be a whole number."
            })
    void a_value_in_another_form_is_a_400_that_says_the_form(String path, String body, String message)
            throws Exception {
        try (TestServer server = TestServer.with(new RoundTrips())) {
            base = server.url();
            HttpResponse<String> refused = post("/trips/" + path + "/in", body);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(JSON.readTree(refused.body()).path("detail").asText()).isEqualTo(message);
        }
    }

    private JsonNode properties(String definition) {
        return document.path("definitions").path(definition).path("properties");
    }

    private void back(String path) throws Exception {
        String sent = get(path).body();
        HttpResponse<String> response = post(path.replace("/out", "/in"), sent);
        if (response.statusCode() != 200 || !JSON.readTree(response.body()).equals(JSON.readTree(sent))) {
            differences.add(path + " " + sent + " comes back as " + response.statusCode() + " " + response.body());
        }
    }

    /** A property that is documented and never sent is empty in every workflow. */
    private void missing(String path, JsonNode operation) throws Exception {
        missing(path, JSON.readTree(get(path).body()), operation.at("/responses/200/schema"));
    }

    private void missing(String path, JsonNode value, JsonNode given) {
        JsonNode schema = resolve(given);
        if (value.isArray()) {
            value.forEach(element -> missing(path, element, schema.path("items")));
        } else if (value.isObject()) {
            schema.path("properties").properties().forEach(property -> {
                boolean omitted = property.getKey().equals("parent"); // where it is null
                if (!value.has(property.getKey()) && !omitted) {
                    differences.add(path + " never answers the documented property " + property.getKey());
                } else if (value.has(property.getKey())
                        && !value.path(property.getKey()).isNull()) {
                    missing(path + "/" + property.getKey(), value.path(property.getKey()), property.getValue());
                }
            });
            if (schema.has("additionalProperties")) {
                value.forEach(element -> missing(path, element, schema.path("additionalProperties")));
            }
        }
    }

    private void echo(String path, JsonNode operation) throws Exception {
        body(path, operation);
        JsonNode all = example(operation.path("parameters").get(0).get("schema"), true);
        HttpResponse<String> response = post(path, all.toString());
        if (response.statusCode() == 200 && !JSON.readTree(response.body()).equals(all)) {
            differences.add(path + " reads " + all + " as " + response.body());
        }
    }

    private void answer(String path, JsonNode operation) throws Exception {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            differences.add(path + " answers " + response.statusCode() + " " + response.body());
            return;
        }
        ObjectNode schema = operation.at("/responses/200/schema").deepCopy();
        if (schema.path("type").asText().equals("file")) {
            return; // raw bytes
        }
        schema.set("definitions", document.get("definitions"));
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
                .getSchema(schema.toString(), InputFormat.JSON)
                .validate(response.body(), InputFormat.JSON)
                .forEach(error -> differences.add(path + " answers " + response.body() + ": " + error));
        undocumented(path, JSON.readTree(response.body()), schema);
    }

    /** A property that the schema does not have would be invisible to designers. */
    private void undocumented(String path, JsonNode value, JsonNode given) {
        JsonNode schema = resolve(given);
        if (value.isArray()) {
            value.forEach(element -> undocumented(path, element, schema.path("items")));
        } else if (value.isObject() && schema.has("properties")) {
            value.properties().forEach(field -> {
                if (!schema.path("properties").has(field.getKey()) && !schema.has("additionalProperties")) {
                    differences.add(path + " answers the undocumented property " + field.getKey());
                }
                undocumented(path, field.getValue(), schema.path("properties").path(field.getKey()));
            });
        }
    }

    private void body(String path, JsonNode operation) throws Exception {
        JsonNode parameter = operation.path("parameters").get(0);
        accepts(path, post(path, example(parameter.get("schema"), true).toString()), "all properties");
        accepts(path, post(path, example(parameter.get("schema"), false).toString()), "the required properties");
        if (!parameter.path("required").asBoolean()) {
            accepts(path, post(path, ""), "no body");
        }
    }

    private void parameters(String path, JsonNode operation) throws Exception {
        accepts(path, send(path, operation, true), "all parameters");
        accepts(path, send(path, operation, false), "the required parameters");
    }

    private HttpResponse<String> send(String path, JsonNode operation, boolean all) throws Exception {
        StringJoiner query = new StringJoiner("&", "?", "");
        HttpRequest.Builder request = HttpRequest.newBuilder();
        for (JsonNode parameter : operation.path("parameters")) {
            if (all || parameter.path("required").asBoolean()) {
                JsonNode value = example(parameter, all);
                StringJoiner elements = new StringJoiner(",");
                if (value.isArray()) {
                    assertThat(parameter.path("collectionFormat").asText()).isEqualTo("csv");
                    value.forEach(element -> elements.add(element.asText()));
                } else {
                    elements.add(value.asText());
                }
                String name = parameter.path("name").asText();
                if (parameter.path("in").asText().equals("header")) {
                    request.header(name, elements.toString());
                } else {
                    query.add(name + "=" + URLEncoder.encode(elements.toString(), StandardCharsets.UTF_8));
                }
            }
        }
        return send(request.uri(URI.create(base + path + query)).GET());
    }

    private void accepts(String path, HttpResponse<String> response, String what) {
        if (response.statusCode() >= 300) {
            differences.add(path + " refuses " + what + ": " + response.body());
        }
    }

    /** Returns a value that the schema allows, with or without the properties that are not required. */
    private JsonNode example(JsonNode given, boolean all) {
        JsonNode schema = resolve(given);
        JsonNodeFactory nodes = JSON.getNodeFactory();
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        switch (schema.path("type").asText()) {
            case "object" -> {
                ObjectNode object = nodes.objectNode();
                schema.path("properties").properties().forEach(property -> {
                    boolean required = false;
                    for (JsonNode name : schema.path("required")) {
                        required |= name.asText().equals(property.getKey());
                    }
                    if (required || all) {
                        object.set(property.getKey(), example(property.getValue(), all));
                    }
                });
                return object;
            }
            case "array" -> {
                ArrayNode array = nodes.arrayNode();
                return array.add(example(schema.path("items"), all));
            }
            case "integer" -> {
                return nodes.numberNode(1);
            }
            case "number" -> {
                return nodes.numberNode(1.5);
            }
            case "boolean" -> {
                return nodes.booleanNode(true);
            }
            default -> {
                return nodes.textNode(
                        switch (schema.path("format").asText()) {
                            case "date-time" -> "2026-11-21T03:44:00Z";
                            case "date-no-tz" -> "2026-11-21T03:44:00";
                            case "date" -> "2026-11-21";
                            case "uuid" -> "00000000-0000-0001-0000-000000000002";
                            case "byte" -> "aGk=";
                            default -> "text";
                        });
            }
        }
    }

    private JsonNode resolve(JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.get("$ref").asText().substring(1)) : schema;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        return send(
                body.isEmpty()
                        ? request.POST(HttpRequest.BodyPublishers.noBody())
                        : request.header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}

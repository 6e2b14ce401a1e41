package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes that an author makes by hand, in a file or in code. */
class MetadataAndFiltersTest {

    private static final URI BASE = URI.create("https://example.com/");

    private static ObjectNode documentWith(String metadata, Path folder, ConnectorDescription.Builder builder)
            throws IOException {
        Path file = folder.resolve("metadata/apiDefinition.swagger.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, metadata);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            return ConnectorDocument.of(builder.build()).swagger(Profile.DEFAULT, BASE);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void a_file_on_the_class_path_is_merged_over_the_document(@TempDir Path folder) throws IOException {
        ObjectNode swagger = documentWith("""
                {"info": {"title": "By hand", "contact": null},
                 "paths": {"/kitchen/orders": {"get": {
                   "x-ms-no-generic-test": null,
                   "x-by-hand": true,
                   "parameters": [
                     {"name": "shop", "in": "query", "x-ms-summary": "Store"},
                     {"name": "extra", "in": "query", "type": "string"}]}}}}
                """, folder, KitchenSink.builder());
        assertThat(swagger.at("/info/title").asText()).isEqualTo("By hand");
        assertThat(swagger.at("/info").has("contact")).isFalse();
        assertThat(swagger.at("/info/version").asText()).isEqualTo("1.0");
        JsonNode operation = swagger.at("/paths/~1kitchen~1orders/get");
        assertThat(operation.has("x-ms-no-generic-test")).isFalse();
        assertThat(operation.path("x-by-hand").asBoolean()).isTrue();
        assertThat(operation.at("/parameters/0/x-ms-summary").asText()).isEqualTo("Store");
        assertThat(operation.at("/parameters/0/description").asText()).isEqualTo("The shop.");
        assertThat(operation.at("/parameters/3/name").asText()).isEqualTo("extra");
    }

    @Test
    void a_document_may_be_replaced_as_a_whole() throws IOException {
        ObjectNode given = (ObjectNode) new ObjectMapper()
                .readTree(
                        "{\"swagger\":\"2.0\",\"info\":{\"title\":\"Mine\",\"version\":\"9\"},\"paths\":{\"/a\":{\"get\":"
                                + "{\"operationId\":\"ATrigger\",\"parameters\":[{\"name\":\"triggerState\",\"in\":\"query\","
                                + "\"type\":\"string\"}],\"responses\":{\"200\":{\"description\":\"OK\"}}}}}}");
        JsonNode swagger = ConnectorDocument.of(
                        KitchenSink.builder().replaceWith(given).build())
                .swagger(Profile.DEFAULT, BASE);
        assertThat(swagger.at("/info/title").asText()).isEqualTo("Mine");
        assertThat(swagger.path("host").asText()).isEqualTo("example.com");
        assertThat(swagger.path("paths")).hasSize(1);
        // The gateway of 2015 took a GET for a trigger by its name and its parameter.
        assertThat(swagger.at("/paths/~1a/get/x-ms-scheduler-trigger").asText()).isEqualTo("poll");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|must be a JSON object, but is empty",
                "[]|must be a JSON object, but is []",
                "null|must be a JSON object, but is null",
                "{\"info\":|must be a JSON object, but line 1, column 9 is not JSON: ",
                "{\"info\": 'x'}|must be a JSON object, but line 1, column 10 is not JSON: ",
                "{\"info\":\"x\"}|: /info must be an object, but is \"x\"",
                "{\"paths\":[]}|: /paths must be an object, but is []",
                "{\"definitions\":7}|: /definitions must be an object, but is 7",
                "{\"paths\":{\"/a\":true}}|: /paths/~1a must be an object, but is true",
                "{\"paths\":{\"/a\":{\"get\":null}}}|: /paths/~1a/get must be an object, but is null",
                "{\"paths\":{\"/a\":{\"parameters\":{}}}}|: /paths/~1a/parameters must be a list, but is {}",
                "{\"paths\":{\"/kitchen/orders\":{\"get\":{\"parameters\":[\"shop\"]}}}}|: /paths/~1kitchen~1orders/get/parameters/3 must be an object, but is \"shop\"",
                "{\"paths\":{\"/kitchen/orders\":{\"get\":{\"parameters\":\"shop\"}}}}|: /paths/~1kitchen~1orders/get/parameters must be a list, but is \"shop\"",
                "{\"paths\":{\"/kitchen/orders\":{\"get\":{\"responses\":[]}}}}|: /paths/~1kitchen~1orders/get/responses must be an object, but is []",
                "{\"paths\":{\"/kitchen/orders\":{\"get\":{\"responses\":{\"200\":\"OK\"}}}}}|: /paths/~1kitchen~1orders/get/responses/200 must be an object, but is \"OK\""
            })
    void a_broken_file_is_named_with_the_place(String metadata, String problem, @TempDir Path folder) {
        assertThatThrownBy(() -> documentWith(metadata, folder, KitchenSink.builder()))
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining(
                        "metadata/apiDefinition.swagger.json" + (problem.startsWith(":") ? "" : " ") + problem);
    }

    @Test
    void a_reference_of_another_kind_is_left_as_it_is(@TempDir Path folder) throws IOException {
        ObjectNode swagger = documentWith("""
                {"paths": {"/a": {"x-own": 1, "get": {
                  "operationId": "Lookup", "x-ms-dynamic-schema": {"operationId": "Lookup"},
                  "responses": {"200": {"schema": {"$ref": "#/a"}}, "x-own": 2}}}, "x-own": 3}}
                """, folder, KitchenSink.builder());
        assertThat(swagger.at("/paths/~1a/get/responses/200/schema/$ref").asText())
                .isEqualTo("#/a");
    }

    @Test
    void a_broken_replacement_is_named_with_the_place() {
        ObjectNode given = new ObjectMapper().createObjectNode();
        given.putObject("paths").putObject("/a").putArray("get");
        assertThatThrownBy(() -> ConnectorDocument.of(
                        KitchenSink.builder().replaceWith(given).build()))
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("The document of replaceWith: /paths/~1a/get must be an object, but is []");
    }

    static final class Failing implements DocumentFilter {

        @Override
        public void operation(ObjectNode operation, String method, String path) {
            operation.get("x-none").asText();
        }
    }

    static final class Casting implements DocumentFilter {

        @Override
        public void parameter(ObjectNode parameter, ObjectNode operation) {
            ObjectNode unused = (ObjectNode) parameter.get("name");
        }
    }

    static final class Breaking implements DocumentFilter {

        @Override
        public void document(ObjectNode swagger) {
            swagger.set("paths", null);
        }
    }

    @Test
    void a_filter_that_fails_or_breaks_the_document_is_named() {
        assertThatThrownBy(() -> ConnectorDocument.of(
                        KitchenSink.builder().filter(new Failing()).build()))
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("The filter dev.connectorkit.swagger.MetadataAndFiltersTest$Failing failed: "
                        + "java.lang.NullPointerException")
                .hasCauseInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> ConnectorDocument.of(
                        KitchenSink.builder().filter(new Casting()).build()))
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("MetadataAndFiltersTest$Casting failed: java.lang.ClassCastException");
        assertThatThrownBy(() -> ConnectorDocument.of(
                        KitchenSink.builder().filter(new Breaking()).build()))
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("MetadataAndFiltersTest$Breaking: /paths must be an object, but is null");
        assertThatThrownBy(() -> KitchenSink.builder().filter(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("filter must not be null");
    }

    @Test
    void filters_change_parameters_operations_and_the_document_in_their_order() {
        DocumentFilter first = new DocumentFilter() {
            @Override
            public void parameter(ObjectNode parameter, ObjectNode operation) {
                parameter.put("x-first", operation.path("operationId").asText());
            }

            @Override
            public void operation(ObjectNode operation, String method, String path) {
                operation.put("x-seen", method + " " + path);
            }

            @Override
            public void document(ObjectNode swagger) {
                swagger.put("x-order", "first");
            }
        };
        DocumentFilter second = new DocumentFilter() {
            @Override
            public void document(ObjectNode swagger) {
                swagger.put("x-order", swagger.path("x-order").asText() + " second");
            }
        };
        JsonNode swagger = ConnectorDocument.of(
                        KitchenSink.builder().filter(first).filter(second).build())
                .swagger(Profile.DEFAULT, BASE);
        JsonNode operation = swagger.at("/paths/~1kitchen~1orders/get");
        assertThat(operation.at("/parameters/0/x-first").asText()).isEqualTo("ListOrders");
        assertThat(operation.path("x-seen").asText()).isEqualTo("get /kitchen/orders");
        assertThat(swagger.path("x-order").asText()).isEqualTo("first second");
    }
}

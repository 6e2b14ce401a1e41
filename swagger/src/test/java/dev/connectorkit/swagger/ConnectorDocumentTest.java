package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectorDocumentTest {

    private static final URI BASE = URI.create("https://example.com/shop/");

    private final ConnectorDocument document = Shop.document();

    private JsonNode operation(Profile profile, String path, String method) {
        return document.swagger(profile, BASE).path("paths").path(path).path(method);
    }

    @ParameterizedTest
    @CsvSource({
        "poll-single.json, /triggers/single/{shop}, get",
        "poll-batch.json, /triggers/batch, get",
        "poll-envelope.json, /triggers/envelope, get",
        "poll-2015.json, /triggers/legacy, get",
        "action-list.json, /actions, get",
        "action-create.json, /actions, post",
        "action-delete.json, /actions/{id}, delete",
        "action-form.json, /actions/form, post",
        "action-file.json, /actions/invoice, get"
    })
    void an_operation_is_written_as_its_golden_file_has_it(String golden, String path, String method) {
        Golden.assertMatches(golden, operation(Profile.DESIGNER, path, method));
    }

    @Test
    void definitions_are_written_as_their_golden_file_has_them() {
        Golden.assertMatches(
                "definitions.json", document.swagger(Profile.DESIGNER, BASE).path("definitions"));
    }

    @Test
    void the_open_api_document_is_written_as_its_golden_file_has_it() {
        Golden.assertMatches("openapi.json", document.openApi(BASE));
    }

    @Test
    void the_default_profile_adds_the_pair_of_2015_to_what_designers_get() {
        JsonNode plain = operation(Profile.DESIGNER, "/triggers/single/{shop}", "get");
        assertThat(plain.findValues("x-ms-scheduler-trigger")).isEmpty();
        assertThat(plain.findValues("x-ms-scheduler-recommendation")).isEmpty();

        JsonNode operation = operation(Profile.DEFAULT, "/triggers/single/{shop}", "get");
        assertThat(operation.path("x-ms-trigger").asText()).isEqualTo("single");
        assertThat(operation.path("x-ms-scheduler-trigger").asText()).isEqualTo("poll");
        JsonNode state = operation.path("parameters").get(0);
        assertThat(state.path("x-ms-scheduler-recommendation").asText())
                .isEqualTo("@coalesce(triggers()?.outputs?.body?['triggerState'], '')");
        assertThat(state.path("x-ms-visibility").asText()).isEqualTo("internal");
        assertThat(state.path("required").asBoolean()).isFalse();
    }

    @Test
    void the_legacy_profile_requires_the_state_as_engines_of_2015_saw_it() {
        JsonNode state = operation(Profile.LEGACY, "/triggers/batch", "get").path("parameters");
        for (JsonNode parameter : state) {
            if (parameter.path("name").asText().equals("triggerState")) {
                assertThat(parameter.path("required").asBoolean()).isTrue();
                return;
            }
        }
        throw new AssertionError("no triggerState in " + state);
    }

    @Test
    void actions_are_no_triggers_in_any_profile() {
        for (Profile profile : Profile.values()) {
            assertThat(operation(profile, "/actions", "get").findValues("x-ms-scheduler-trigger"))
                    .isEmpty();
            assertThat(operation(profile, "/actions", "get").has("x-ms-trigger"))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com, example.com, /, https",
        "https://example.com/, example.com, /, https",
        "http://localhost:8080/, localhost:8080, /, http",
        "https://example.com:8443/a/b/, example.com:8443, /a/b, https"
    })
    void the_base_becomes_host_base_path_and_scheme(String base, String host, String basePath, String scheme) {
        ObjectNode swagger = document.swagger(Profile.DESIGNER, URI.create(base));
        assertThat(swagger.path("host").asText()).isEqualTo(host);
        assertThat(swagger.path("basePath").asText()).isEqualTo(basePath);
        assertThat(swagger.path("schemes").toString()).isEqualTo("[\"" + scheme + "\"]");
        String server = document.openApi(URI.create(base)).at("/servers/0/url").asText();
        assertThat(server + "/").isEqualTo(base.endsWith("/") ? base : base + "/");
    }

    @Test
    void a_label_stays_with_its_property_and_off_the_shared_definition() {
        JsonNode order = document.swagger(Profile.DESIGNER, BASE).at("/definitions/Order/properties");
        assertThat(order.at("/billTo/x-ms-summary").asText()).isEqualTo("Bill To");
        assertThat(order.at("/shipTo/x-ms-summary").asText()).isEqualTo("Ship To");
        assertThat(order.at("/shipTo/description").asText()).isEqualTo("Where it goes.");
        assertThat(order.at("/shipTo/properties/city/x-ms-summary").asText()).isEqualTo("City");
        assertThat(order.at("/lines/items").has("x-ms-summary")).isFalse();
        assertThat(order.at("/notes/additionalProperties").has("x-ms-summary")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void designers_find_nothing_they_trip_over(Profile profile) {
        ObjectNode swagger = document.swagger(profile, BASE);
        List<String> ids = new ArrayList<>();
        swagger.path("paths").properties().forEach(path -> {
            assertThat(path.getValue().has("parameters")).as(path.getKey()).isFalse();
            path.getValue().properties().forEach(method -> {
                JsonNode operation = method.getValue();
                ids.add(operation.path("operationId").asText());
                assertThat(operation.path("parameters").isArray())
                        .as(path.getKey())
                        .isTrue();
                assertThat(operation.path("operationId").asText()).matches("[A-Z][A-Za-z0-9]+");
                assertThat(operation.path("responses").has("default")).isFalse();
                operation.path("parameters").forEach(parameter -> {
                    assertThat(parameter.has("type") || parameter.has("schema"))
                            .as("%s", parameter)
                            .isTrue();
                    if (parameter.path("in").asText().equals("path")) {
                        assertThat(parameter.path("x-ms-url-encoding").asText()).isEqualTo("single");
                    }
                });
            });
        });
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(swagger.findValues("allOf")).isEmpty();
        assertThat(swagger.path("definitions").findValues("title")).isEmpty();
        assertThat(swagger.path("definitions").has("Payment")).isTrue();
        assertThat(swagger.at("/definitions/Card/properties").properties()).hasSize(3);
        swagger.findParents("$ref").forEach(reference -> assertThat(reference).hasSize(1));
        for (String holder : List.of("schema", "items", "additionalProperties")) {
            swagger.findValues(holder)
                    .forEach(schema -> assertThat(schema.has("type") || schema.has("$ref"))
                            .as("%s", schema)
                            .isTrue());
        }
        swagger.findValues("properties")
                .forEach(properties -> properties.forEach(schema -> assertThat(schema.has("type") || schema.has("$ref"))
                        .as("%s", schema)
                        .isTrue()));
    }

    @Test
    void the_same_classes_give_the_same_bytes_in_whatever_order() {
        ConnectorDocument other = ConnectorDocument.of(ConnectorDescription.builder()
                .title("Shop")
                .description("Watches, places and pays orders in a shop.")
                .version("1.0")
                .resources(List.of(Shop.Actions.class, Shop.Triggers.class))
                .build());
        assertThat(other.swagger(Profile.DEFAULT, BASE))
                .hasToString(document.swagger(Profile.DEFAULT, BASE).toString());
        assertThat(document.swagger(Profile.DEFAULT, BASE))
                .hasToString(document.swagger(Profile.DEFAULT, BASE).toString());
    }

    @Test
    void a_document_is_the_callers_to_change() {
        document.swagger(Profile.DEFAULT, BASE).withObjectProperty("info").put("title", "changed");
        document.openApi(BASE).withObjectProperty("info").put("title", "changed");
        assertThat(document.swagger(Profile.DEFAULT, BASE).at("/info/title").asText())
                .isEqualTo("Shop");
        assertThat(document.openApi(BASE).at("/info/title").asText()).isEqualTo("Shop");
    }
}

package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.parser.OpenAPIParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents of others in Swagger 2.0: all that it can say is there, and the rest is listed. */
class ConvertedDocumentTest {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .configure(com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_SINGLE_QUOTES.mappedFeature(), true)
            .build();

    private static ConvertedDocument converted(String more) {
        return converted("3.1.0", more);
    }

    private static ConvertedDocument converted(String version, String more) {
        try {
            ObjectNode document = (ObjectNode) JSON.readTree("{'openapi': '" + version
                    + "', 'info': {'title': 'T', 'version': '1'}, 'servers': [{'url': 'https://example.org/v1'}], "
                    + more + "}");
            if (!document.has("paths")) {
                document.putObject("paths");
            }
            ConvertedDocument converted = ConvertedDocument.of(document);
            assertThat(new OpenAPIParser()
                            .readContents(converted.swagger().toString(), null, null)
                            .getMessages())
                    .as(converted.swagger().toPrettyString())
                    .isEmpty();
            return converted;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String operation(String more) {
        return "'paths': {'/a': {'post': {'operationId': 'A', 'responses': {'200': {'description': 'd'}}, " + more
                + "}}}";
    }

    private static String answer(String schema) {
        return "'paths': {'/a': {'get': {'operationId': 'A', 'responses': {'200': {'description': 'd', 'content':"
                + " {'application/json': {'schema': " + schema + "}}}}}}}";
    }

    private static final String EVERYTHING = """
            {'openapi': '3.0.3', 'info': {'title': 'T', 'version': '1', 'description': 'd', 'termsOfService': 't',
              'contact': {'name': 'n', 'url': 'https://a.example', 'email': 'a@a.example'}, 'license': {'name': 'l'}},
             'servers': [{'url': 'https://{r}.example.org/v1', 'variables': {'r': {'default': 'eu'}}}, {'url': '/'}],
             'tags': [{'name': 't', 'externalDocs': {'url': 'https://a.example'}}], 'externalDocs': {'url': 'https://a.example'},
             'security': [{'k': []}, {'o': ['s']}],
             'paths': {'/a/{id}': {'summary': 's', 'servers': [{'url': 'https://b.example'}],
               'parameters': [{'$ref': '#/components/parameters/Id'}, {'name': 'p', 'in': 'query', 'style': 'form',
                 'explode': true, 'schema': {'type': 'array', 'items': {'$ref': '#/components/schemas/S'}},
                 'examples': {'a': {'value': 'x'}}}],
               'get': {'operationId': 'A', 'tags': ['t'], 'deprecated': true, 'security': [{'k': []}],
                 'servers': [{'url': 'https://c.example'}], 'externalDocs': {'url': 'https://a.example'},
                 'callbacks': {'moved': {'{$request.query.url}': {'post': {'responses': {'200': {'description': 'ok'}}}}}},
                 'responses': {'200': {'description': 'd', 'headers': {'H': {'schema': {'type': 'string'}, 'description': 'h'}},
                   'links': {'l': {'operationId': 'B'}},
                   'content': {'application/json': {'schema': {'$ref': '#/components/schemas/P'}, 'example': {'a': 1}},
                     'text/plain': {'schema': {'type': 'string'}}}}, '404': {'$ref': '#/components/responses/R'},
                   '4XX': {'description': 'range'}}},
               'post': {'operationId': 'B', 'x-ms-notification-content': {'description': 'n', 'schema': {'type': 'object'}},
                 'requestBody': {'required': true, 'description': 'b', 'content': {
                   'multipart/form-data': {'schema': {'type': 'object', 'required': ['f'],
                     'properties': {'f': {'type': 'string', 'format': 'binary'}, 'o': {'$ref': '#/components/schemas/P'}}}},
                   'application/json': {'schema': {'$ref': '#/components/schemas/P'}}}},
                 'responses': {'default': {'description': 'd'}}}}},
             'webhooks': {'w': {'post': {'responses': {'200': {'description': 'd'}}}}},
             'components': {
               'schemas': {'S': {'type': 'string', 'enum': ['x']}, 'P': {'type': 'object', 'required': ['a'],
                 'properties': {'a': {'type': 'string', 'nullable': true, 'minLength': 1}, 'b': {'type': 'array',
                   'items': {'type': 'integer', 'minimum': 1, 'exclusiveMinimum': true}}, 'c': {'$ref': '#/components/schemas/P'}},
                 'allOf': [{'$ref': '#/components/schemas/S'}, {'type': 'object'}], 'oneOf': [{'type': 'object'}],
                 'not': {'type': 'string'}, 'discriminator': {'propertyName': 'a', 'mapping': {'x': '#/components/schemas/S'}},
                 'additionalProperties': {'type': 'string'}, 'xml': {'name': 'p'}, 'externalDocs': {'url': 'https://a.example'}}},
               'parameters': {'Id': {'name': 'id', 'in': 'path', 'required': true, 'schema': {'type': 'string'}, 'example': 'e'}},
               'requestBodies': {'B': {'content': {'application/json': {'schema': {'type': 'object'}}}}},
               'responses': {'R': {'description': 'r', 'content': {'application/json': {'schema': {'type': 'object'}}}}},
               'headers': {'H': {'schema': {'type': 'string'}}},
               'securitySchemes': {'k': {'type': 'apiKey', 'in': 'header', 'name': 'X-Key'}, 'h': {'type': 'http', 'scheme': 'bearer'},
                 'o': {'type': 'oauth2', 'flows': {'authorizationCode': {'authorizationUrl': 'https://a.example',
                   'tokenUrl': 'https://a.example/t', 'scopes': {'s': 'd'}}, 'implicit': {}}}}}}
            """;

    private static void pointers(JsonNode node, String pointer, List<String> found) {
        found.add(pointer);
        node.properties()
                .forEach(field -> pointers(
                        field.getValue(),
                        pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                        found));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            pointers(node.get(i), pointer + "/" + i, found);
        }
    }

    @Test
    void a_member_of_any_wrong_type_is_refused_with_its_pointer_or_converted_all_the_same() throws IOException {
        JsonNode everything = JSON.readTree(EVERYTHING);
        List<String> pointers = new ArrayList<>();
        pointers(everything, "", pointers);
        assertThat(ConvertedDocument.of((ObjectNode) everything).losses()).isNotEmpty();
        Map<String, String> raw = new TreeMap<>();
        for (String pointer : pointers.subList(1, pointers.size())) {
            for (String wrong : List.of("[]", "5", "null", "'w'", "true", "{'a': []}", "['w']")) {
                ObjectNode document = everything.deepCopy();
                JsonNode holder = document.at(pointer.substring(0, pointer.lastIndexOf('/')));
                String name = JsonPointer.compile(pointer).last().getMatchingProperty();
                if (holder instanceof ObjectNode object) {
                    object.set(name, JSON.readTree(wrong));
                } else {
                    ((ArrayNode) holder).set(Integer.parseInt(name), JSON.readTree(wrong));
                }
                try {
                    ConvertedDocument.of(document);
                } catch (IllegalArgumentException e) {
                    if (!String.valueOf(e.getMessage()).startsWith("/")) {
                        raw.put(pointer + " = " + wrong, e.toString());
                    }
                } catch (RuntimeException e) {
                    raw.put(pointer + " = " + wrong, e + " " + e.getStackTrace()[0]);
                }
            }
        }
        assertThat(raw).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/paths/~1a~1{id}/parameters/1/explode | 'x' | : must be true or false",
                "/paths/~1a~1{id}/parameters/1/required | 'true' | : must be true or false",
                "/paths/~1a~1{id}/parameters/1/deprecated | 1 | : must be true or false",
                "/paths/~1a~1{id}/parameters/1/allowEmptyValue | {} | : must be true or false",
                "/paths/~1a~1{id}/get/deprecated | [] | : must be true or false",
                "/paths/~1a~1{id}/get/responses/200/headers/H/required | 'x' | : must be true or false",
                "/paths/~1a~1{id}/post/requestBody/required | 'x' | : must be true or false",
                "/components/schemas/P/nullable | 'x' | : must be true or false",
                "/components/schemas/P/properties/a/nullable | 1 | : must be true or false",
                "/components/schemas/P/properties/a/readOnly | 'x' | : must be true or false",
                "/components/schemas/P/properties/a/writeOnly | {} | : must be true or false",
                "/components/schemas/P/properties/a/deprecated | [] | : must be true or false",
                "/components/schemas/P/discriminator | true | : must be an object",
                "/components/schemas/P/discriminator | 'kind' | : must be an object",
                "/components/schemas/P/discriminator | {} | /propertyName: must be a text",
                "/components/schemas/P/discriminator | {'propertyName': []} | /propertyName: must be a text",
                "/components/schemas/P/discriminator | {'propertyName': 'a', 'mapping': 5} | /mapping: must be an object",
                "/components/securitySchemes | null | : must be an object",
                "/components/securitySchemes | [] | : must be an object",
            })
    void a_flag_a_discriminator_or_the_security_schemes_of_another_type_are_refused(
            String pointer, String wrong, String expected) throws IOException {
        ObjectNode document = (ObjectNode) JSON.readTree(EVERYTHING);
        JsonPointer place = JsonPointer.compile(pointer);
        ((ObjectNode) document.at(place.head())).set(place.last().getMatchingProperty(), JSON.readTree(wrong));
        assertThatThrownBy(() -> ConvertedDocument.of(document))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(pointer + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'in': 'cookie', 'schema': {'type': 'string'} | : Swagger 2.0 has no cookie parameters",
                "'in': 'query', 'style': 'deepObject', 'schema': {'type': 'object'} | : Swagger 2.0 has no deepObject parameters",
                "'in': 'query', 'schema': {'type': 'array', 'items': {'type': 'string'}} | : designers do not repeat",
                "'in': 'query', 'style': 'pipeDelimited', 'schema': {'type': 'array', 'items': {'type': 'string'}} | : designers do not repeat",
                "'in': 'query', 'schema': {'type': 'object', 'properties': {'a': {'type': 'string'}}} | : a parameter of Swagger 2.0 cannot be an object",
                "'in': 'query', 'content': {'application/json': {}} | : Swagger 2.0 has no parameters with a media type",
                "'in': 'query', 'allowReserved': true, 'schema': {'type': 'string'} | /allowReserved: Swagger 2.0 has no allowReserved",
                "'in': 'query', 'schema': {'type': 'string', 'title': 'T'} | /schema: a parameter of Swagger 2.0 has no title",
                "'in': 'header', 'schema': {'type': 'string', 'nullable': true} | /schema: a parameter of Swagger 2.0 has no x-nullable",
                "'in': 'query', 'schema': {'type': 'string'}, 'examples': {'a': {'value': 'x'}, 'b': {'value': 'y'}} | /examples/b: Swagger 2.0 has one example",
            })
    void a_parameter_or_what_it_lacks_is_listed(String parameter, String loss) {
        ConvertedDocument converted = converted(operation("'parameters': [{'name': 'p', " + parameter + "}]"));
        assertThat(converted.losses())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).startsWith("/paths/~1a/post/parameters/0" + loss));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'oneOf': [{'type': 'string'}, {'type': 'integer'}]} | : Swagger 2.0 has no oneOf",
                "{'type': 'object', 'anyOf': [{'type': 'object'}, {'type': 'object'}]} | : Swagger 2.0 has no anyOf",
                "{'type': 'string', 'not': {'type': 'integer'}} | : Swagger 2.0 has no not",
                "{'type': ['string', 'integer', 'null']} | /type: Swagger 2.0 has one type; integer is lost",
                "{'type': 'object', 'patternProperties': {'^a': {'type': 'string'}}} | /patternProperties: Swagger 2.0 has no such keyword",
                "{'type': 'object', 'dependentRequired': {'a': ['b']}} | /dependentRequired: Swagger 2.0 has no such keyword",
                "{'type': 'string', 'contentMediaType': 'image/png'} | /contentMediaType: Swagger 2.0 has no such keyword",
                "{'type': 'object', 'if': {'required': ['a']}} | /if: Swagger 2.0 has no such keyword",
                "{'type': 'array', 'prefixItems': [{'type': 'string'}], 'items': {'type': 'string'}} | /prefixItems: Swagger 2.0 has no such keyword",
                "{'type': 'string', 'examples': ['a', 'b']} | /examples: Swagger 2.0 has no such keyword",
                "{'type': 'string', '$comment': 'c'} | /$comment: Swagger 2.0 has no such keyword",
                "{} | : designers show nothing for a schema without type",
            })
    void a_keyword_of_a_schema_is_listed(String schema, String loss) {
        assertThat(converted(answer(schema)).losses())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("/paths/~1a/get/responses/200/content/application~1json/schema" + loss));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'k': {'type': 'http', 'scheme': 'bearer'} | /k/scheme: Swagger 2.0 has no HTTP bearer; the API key is the whole header",
                "'k': {'type': 'http', 'scheme': 'Digest'} | /k/scheme: Swagger 2.0 has no HTTP Digest",
                "'k': {'type': 'apiKey', 'in': 'cookie', 'name': 'n'} | /k: Swagger 2.0 has no API keys in cookies",
                "'k': {'type': 'openIdConnect', 'openIdConnectUrl': 'https://e.org'} | /k: Swagger 2.0 has no security of the type openIdConnect",
                "'k': {'type': 'mutualTLS'} | /k: Swagger 2.0 has no security of the type mutualTLS",
                "'k': {'type': 'oauth2', 'flows': {'implicit': {'authorizationUrl': 'https://e.org', 'scopes': {}}, 'authorizationCode': {'authorizationUrl': 'https://e.org', 'tokenUrl': 'https://e.org', 'scopes': {}}}} | /k/flows/implicit: Swagger 2.0 has one flow; authorizationCode is kept",
                "'k': {'type': 'oauth2', 'flows': {'authorizationCode': {'authorizationUrl': 'https://e.org', 'tokenUrl': 'https://e.org', 'refreshUrl': 'https://e.org', 'scopes': {}}}} | /k/flows/authorizationCode/refreshUrl: Swagger 2.0 has no refreshUrl",
            })
    void a_kind_of_security_is_listed(String scheme, String loss) {
        assertThat(converted("'components': {'securitySchemes': {" + scheme + "}}")
                        .losses())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).startsWith("/components/securitySchemes" + loss));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'webhooks': {'w': {'post': {}}} | /webhooks/w",
                "'jsonSchemaDialect': 'https://e.org' | /jsonSchemaDialect",
                "'paths': {'/a': {'summary': 's'}} | /paths/~1a/summary",
                "'paths': {'/a': {'servers': [{'url': 'https://other.org'}]}} | /paths/~1a/servers",
                "'paths': {'/a': {'trace': {}}} | /paths/~1a/trace",
                "'paths': {'/a': {'get': {'responses': {'2XX': {'description': 'd'}, '200': {'description': 'd'}}}}} | /paths/~1a/get/responses/2XX",
                "'paths': {'/a': {'get': {'responses': {'200': {'description': 'd', 'links': {'l': {}}}}}}} | /paths/~1a/get/responses/200/links",
                "'paths': {'/a': {'get': {'responses': {'200': {'description': 'd', 'headers': {'H': {'required': true}}}}}}} | /paths/~1a/get/responses/200/headers/H/required",
                "'paths': {'/a': {'get': {'callbacks': {'c': {}}, 'responses': {'200': {'description': 'd'}}}}} | /paths/~1a/get/callbacks",
                "'paths': {'/a': {'get': {'security': [{'gone': []}], 'responses': {'200': {'description': 'd'}}}}} | /paths/~1a/get/security/0/gone",
                "'paths': {'/a': {'post': {'requestBody': {'content': {'application/xml': {'schema': {'type': 'string'}}, 'application/json': {'schema': {'type': 'object'}}}}, 'responses': {'200': {'description': 'd'}}}}} | /paths/~1a/post/requestBody/content/application~1xml",
                "'paths': {'/a': {'post': {'requestBody': {'content': {'multipart/form-data': {'encoding': {}, 'schema': {'type': 'object'}}}}, 'responses': {'200': {'description': 'd'}}}}} | /paths/~1a/post/requestBody/content/multipart~1form-data/encoding",
            })
    void any_other_part_is_listed(String part, String pointer) {
        assertThat(converted(part).losses())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).startsWith(pointer + ": "));
    }

    @Test
    void keywords_beside_a_reference_count_in_3_1_and_are_listed_in_3_0() {
        String schema = answer(
                        "{'type': 'object', 'properties': {'a': {'$ref': '#/components/schemas/A', 'description': 'Own.'}}}")
                + ", 'components': {'schemas': {'A': {'type': 'object', 'description': 'Theirs.',"
                + " 'properties': {'next': {'$ref': '#/components/schemas/A'}}}}}";
        ConvertedDocument newer = converted("3.1.0", schema);
        assertThat(newer.losses()).isEmpty();
        JsonNode a = newer.swagger().at("/paths/~1a/get/responses/200/schema/properties/a");
        assertThat(a.path("description").asText()).isEqualTo("Own.");
        assertThat(a.at("/properties/next/$ref").asText()).isEqualTo("#/definitions/A");
        ConvertedDocument older = converted("3.0.3", schema);
        assertThat(older.losses())
                .hasSize(1)
                .allSatisfy(line ->
                        assertThat(line).contains("/properties/a/description: OpenAPI 3.0 ignores it beside $ref"));
        assertThat(older.swagger()
                        .at("/paths/~1a/get/responses/200/schema/properties/a/$ref")
                        .asText())
                .isEqualTo("#/definitions/A");
    }

    @Test
    void nothing_is_lost_where_swagger_2_has_another_form() {
        ConvertedDocument converted = converted(answer("{'type': 'object', 'properties': {"
                        + "'a': {'type': ['string', 'null']},"
                        + "'b': {'const': 5},"
                        + "'c': {'type': 'integer', 'exclusiveMinimum': 3, 'minimum': 1},"
                        + "'d': {'anyOf': [{'$ref': '#/components/schemas/My%20Type'}, {'type': 'null'}]},"
                        + "'e': {'$ref': '#/components/schemas/My%20Type/properties/x'},"
                        + "'f': {'type': 'string', 'contentEncoding': 'base64'},"
                        + "'g': {'type': 'object', 'additionalProperties': {}}}}")
                + ", 'components': {'schemas': {'My Type': {'type': 'object', 'properties': {'x': {'type': 'object',"
                + " 'properties': {'y': {'$ref': '#/components/schemas/My%20Type/properties/x'}}}}}}}");
        assertThat(converted.losses()).isEmpty();
        JsonNode properties = converted.swagger().at("/paths/~1a/get/responses/200/schema/properties");
        assertThat(properties.at("/a").toString()).isEqualTo("{\"type\":\"string\",\"x-nullable\":true}");
        assertThat(properties.at("/b").toString()).isEqualTo("{\"type\":\"integer\",\"enum\":[5]}");
        assertThat(properties.at("/c/minimum").asInt()).isEqualTo(3);
        assertThat(properties.at("/c/exclusiveMinimum").asBoolean()).isTrue();
        assertThat(properties.at("/d/properties/x/$ref").asText()).isEmpty();
        assertThat(properties.at("/d/properties").fieldNames()).toIterable().containsExactly("x");
        assertThat(properties.at("/e/$ref").asText()).isEqualTo("#/definitions/My_Type_properties_x");
        assertThat(converted
                        .swagger()
                        .at("/definitions/My_Type_properties_x/properties/y/$ref")
                        .asText())
                .isEqualTo("#/definitions/My_Type_properties_x");
        assertThat(properties.at("/f/format").asText()).isEqualTo("byte");
        assertThat(properties.at("/g/additionalProperties").asBoolean()).isTrue();
    }

    @Test
    void the_parameters_and_servers_of_a_path_are_those_of_its_operations() {
        ConvertedDocument converted =
                ConvertedDocument.of(read("{'openapi': '3.0.1', 'info': {'title': 'T', 'version': '1'},"
                        + " 'paths': {'/a/{id}': {'servers': [{'url': 'https://one.example.org/base/'}], 'parameters': ["
                        + "{'name': 'id', 'in': 'path', 'required': true, 'schema': {'type': 'string'}},"
                        + "{'name': 'size', 'in': 'query', 'schema': {'type': 'string'}}],"
                        + " 'get': {'parameters': [{'name': 'size', 'in': 'query', 'schema': {'$ref': '#/components/schemas/Size'}},"
                        + "{'name': 'ids', 'in': 'query', 'explode': false, 'schema': {'type': 'array', 'items': {'$ref': '#/components/schemas/Size'}}}],"
                        + " 'responses': {'200': {'description': 'd'}}}}},"
                        + " 'components': {'schemas': {'Size': {'type': 'integer', 'enum': [1, 2]}}}}"));
        assertThat(converted.losses()).isEmpty();
        assertThat(converted.swagger().path("host").asText()).isEqualTo("one.example.org");
        assertThat(converted.swagger().path("basePath").asText()).isEqualTo("/base");
        JsonNode parameters = converted.swagger().at("/paths/~1a~1{id}/get/parameters");
        assertThat(parameters).hasSize(3);
        assertThat(parameters.at("/1/type").asText()).isEqualTo("integer");
        assertThat(parameters.at("/2/items/enum")).hasSize(2);
    }

    private static ObjectNode read(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

package dev.connectorkit.swagger.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts of OpenAPI 3 that Swagger 2.0 expresses in another way, and those that it cannot express. */
class ConversionTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static ObjectNode openApi(String operation, String components) throws JsonProcessingException {
        return (ObjectNode) JSON.readTree("{\"openapi\":\"3.0.1\",\"paths\":{\"/a\":{\"post\":{\"operationId\":\"A\","
                + operation + "}}},\"components\":{" + components + "}}");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    "parameters":[{"in":"cookie","name":"c"}]                                        | /paths/~1a/post/parameters/0: Swagger 2.0 has no cookie parameters
                    "parameters":[{"in":"path","name":"c","style":"matrix"}]                         | /paths/~1a/post/parameters/0: Swagger 2.0 has no matrix parameters
                    "parameters":[{"in":"path","name":"c","style":"label"}]                          | /paths/~1a/post/parameters/0: Swagger 2.0 has no label parameters
                    "parameters":[{"in":"query","name":"c","style":"deepObject"}]                    | /paths/~1a/post/parameters/0: Swagger 2.0 has no deepObject parameters
                    "parameters":[{"in":"query","name":"c","content":{"text/plain":{}}}]             | /paths/~1a/post/parameters/0: Swagger 2.0 has no parameters with a media type
                    "parameters":[{"in":"query","name":"c","schema":{"type":"object"}}]              | /paths/~1a/post/parameters/0: a parameter of Swagger 2.0 cannot be an object
                    "requestBody":{"content":{"a/a":{"schema":{"type":"string"}},"b/b":{"schema":{"type":"array"}}}} | /paths/~1a/post/requestBody: Swagger 2.0 has one schema for all media types of a body
                    "requestBody":{"content":{"multipart/form-data":{"schema":{"properties":{"p":{"type":"object"}}}}}} | /paths/~1a/post/requestBody/content/multipart~1form-data/schema/properties/p: a form field
                    "responses":{"4XX":{"description":"d"}}                                          | /paths/~1a/post/responses/4XX: Swagger 2.0 has no ranges
                    "responses":{"200":{"description":"d","links":{"l":{}}}}                         | /paths/~1a/post/responses/200/links: Swagger 2.0 has no links
                    "responses":{"200":{"description":"d","content":{"a/a":{"schema":{"type":"string"}},"b/b":{"schema":{"type":"array"}}}}} | /paths/~1a/post/responses/200: Swagger 2.0 has one schema
                    "responses":{"200":{"description":"d","content":{"a/a":{"schema":{"oneOf":[{"type":"string"}]}}}}} | /paths/~1a/post/responses/200/content/a~1a/schema: Swagger 2.0 has no oneOf
                    "responses":{"200":{"description":"d","content":{"a/a":{"schema":{"anyOf":[{"type":"string"}]}}}}} | /paths/~1a/post/responses/200/content/a~1a/schema: Swagger 2.0 has no anyOf
                    "responses":{"200":{"description":"d","content":{"a/a":{"schema":{"not":{"type":"string"}}}}}} | /paths/~1a/post/responses/200/content/a~1a/schema: Swagger 2.0 has no not
                    "servers":[{"url":"https://b"}]                                                  | /paths/~1a/post/servers: Swagger 2.0 has one host
                    """)
    void a_loss_is_recorded_with_its_pointer(String operation, String loss) throws JsonProcessingException {
        Swagger2Converter converter = new Swagger2Converter(openApi(operation, ""));
        converter.convert();
        assertThat(converter.losses())
                .hasSize(1)
                .allSatisfy(found -> assertThat(found).startsWith(loss));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    "k":{"type":"apiKey","in":"cookie","name":"n"} | /components/securitySchemes/k: Swagger 2.0 has no API keys in cookies
                    "k":{"type":"openIdConnect"}                   | /components/securitySchemes/k: Swagger 2.0 has no security of the type openIdConnect
                    "k":{"type":"oauth2","flows":{"implicit":{},"password":{}}} | /components/securitySchemes/k: an OAuth 2.0 definition of Swagger 2.0 has one flow
                    """)
    void a_security_scheme_that_cannot_be_said_is_recorded(String scheme, String loss) throws JsonProcessingException {
        Swagger2Converter converter =
                new Swagger2Converter(openApi("\"responses\":{}", "\"securitySchemes\":{" + scheme + "}"));
        converter.convert();
        assertThat(converter.losses())
                .hasSize(1)
                .allSatisfy(found -> assertThat(found).startsWith(loss));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    "parameters":[{"in":"query","name":"c","schema":{"type":"array","items":{"type":"string"}}}]  | /parameters/0/collectionFormat | "csv"
                    "parameters":[{"in":"query","name":"c","explode":false,"schema":{"type":"array","items":{"type":"string"}}}]  | /parameters/0/collectionFormat | "csv"
                    "parameters":[{"in":"query","name":"c","style":"pipeDelimited","schema":{"type":"array","items":{"type":"string"}}}]  | /parameters/0/collectionFormat | "pipes"
                    "parameters":[{"in":"query","name":"c","style":"spaceDelimited","schema":{"type":"array","items":{"type":"string"}}}]  | /parameters/0/collectionFormat | "ssv"
                    "parameters":[{"in":"query","name":"c","deprecated":true,"example":"e","schema":{"type":"string","format":"duration"}}] | /parameters/0 | {"name":"c","in":"query","required":false,"type":"string","x-format":"duration","x-example":"e","x-deprecated":true}
                    "requestBody":{"required":true,"content":{"multipart/form-data":{"schema":{"required":["f"],"properties":{"f":{"type":"string","format":"binary"}}}}}} | /parameters/0 | {"name":"f","in":"formData","required":true,"type":"file"}
                    "responses":{"200":{"description":"d","content":{"application/octet-stream":{"schema":{"type":"string","format":"binary"}}}}} | /responses/200/schema | {"type":"file"}
                    "responses":{"200":{"description":"d","content":{"a/a":{"example":{"b":1},"schema":{"type":"object"}}}}} | /responses/200/examples | {"a/a":{"b":1}}
                    "responses":{"200":{"description":"d","content":{"a/a":{"schema":{"nullable":true,"deprecated":true,"properties":{"p":{"type":"string","writeOnly":true}}}}}}} | /responses/200/schema | {"type":"object","x-nullable":true,"x-deprecated":true}
                    "responses":{"200":{"description":"d","content":{"a/a":{"schema":{"items":{}}}}}} | /responses/200/schema | {"type":"array","items":{"type":"object"}}
                    """)
    void what_has_another_form_is_converted(String operation, String pointer, String expected)
            throws JsonProcessingException {
        Swagger2Converter converter = new Swagger2Converter(openApi(operation, ""));
        JsonNode converted = converter.convert().at("/paths/~1a/post" + pointer);
        assertThat(converted).isEqualTo(JSON.readTree(expected));
        assertThat(converter.losses()).isEmpty();
    }
}

package dev.connectorkit.checker.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.swagger.MicrosoftSchema;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorPackageTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static ObjectNode swagger(String security) throws IOException {
        return (ObjectNode) JSON.readTree("""
                {"swagger": "2.0", "info": {"title": "Orders", "version": "1", "contact": {"name": "Contoso"}},
                 "paths": {
                   "/orders": {"get": {"operationId": "ListOrders", "x-ms-pageable": {"nextLinkName": "nextLink"}}},
                   "/poll": {"get": {"operationId": "WhenOrder", "x-ms-trigger": "batch"}}},
                 "securityDefinitions": {%s}}
                """.formatted(security));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    "k": {"type": "apiKey", "in": "header", "name": "x-api-key"} | api_key  | securestring
                    "b": {"type": "basic"}                                       | username | string
                    "b": {"type": "basic"}                                       | password | securestring
                    "o": {"type": "oauth2", "flow": "accessCode", "authorizationUrl": "https://a", "tokenUrl": "https://t", "scopes": {"r": "Reads"}} | token | oauthSetting
                    """)
    void connection_parameters_match_the_security_of_the_document(String security, String parameter, String type)
            throws IOException {
        ObjectNode properties = ConnectorPackage.of(swagger(security)).properties();
        assertThat(properties
                        .at("/properties/connectionParameters/" + parameter + "/type")
                        .asText())
                .isEqualTo(type);
        assertThat(MicrosoftSchema.violationsOfProperties(properties.toString()))
                .isEmpty();
    }

    @Test
    void oauth_settings_come_from_the_document() throws IOException {
        JsonNode settings = ConnectorPackage.of(
                        swagger("\"o\": {\"type\": \"oauth2\", \"authorizationUrl\": \"https://a\","
                                + " \"tokenUrl\": \"https://t\", \"scopes\": {\"r\": \"Reads\"}}"))
                .properties()
                .at("/properties/connectionParameters/token/oAuthSettings");
        assertThat(settings.at("/customParameters/authorizationUrl/value").asText())
                .isEqualTo("https://a");
        assertThat(settings.at("/customParameters/tokenUrl/value").asText()).isEqualTo("https://t");
        assertThat(settings.path("scopes").toString()).isEqualTo("[\"r\"]");
    }

    private static ObjectNode oauth(String authorizationUrl, String scopes) throws IOException {
        return ConnectorPackage.of(
                        swagger("\"o\": {\"type\": \"oauth2\", \"flow\": \"accessCode\", \"authorizationUrl\": \""
                                + authorizationUrl + "\", \"tokenUrl\": \"https://t\", \"scopes\": {" + scopes + "}}"))
                .properties();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v2.0/"})
    void sign_in_at_entra_id_uses_its_own_identity_provider(String version) throws IOException {
        String tenant = "11111111-2222-3333-4444-555555555555";
        ObjectNode properties = oauth(
                "https://login.microsoftonline.com/" + tenant + "/oauth2/" + version + "authorize",
                "\"api://shop/.default\": \"Call\", \"openid\": \"Sign in\"");
        JsonNode settings = properties.at("/properties/connectionParameters/token/oAuthSettings");
        assertThat(settings.path("identityProvider").asText()).isEqualTo("aad");
        assertThat(settings.at("/properties/AzureActiveDirectoryResourceId").asText())
                .isEqualTo("api://shop");
        assertThat(settings.at("/properties/IsFirstParty").asText()).isEqualTo("False");
        assertThat(settings.path("customParameters").toString())
                .isEqualTo("{\"loginUri\":{\"value\":\"https://login.microsoftonline.com\"},\"tenantId\":{\"value\":\""
                        + tenant + "\"},\"resourceUri\":{\"value\":\"api://shop\"}}");
        assertThat(MicrosoftSchema.violationsOfProperties(properties.toString()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    https://login.microsoftonline.com.example.com/t/oauth2/authorize | "api://a/.default": "A"
                    https://login.microsoftonline.com/t/oauth2/v2.0/authorize        | "api://a/x": "A", "api://b/x": "B"
                    https://login.microsoftonline.com/t/oauth2/v2.0/authorize        | "openid": "A"
                    https://login.example.com/t/oauth2/v2.0/authorize                | "api://a/.default": "A"
                    """)
    void other_sign_ins_are_generic(String authorizationUrl, String scopes) throws IOException {
        assertThat(oauth(authorizationUrl, scopes)
                        .at("/properties/connectionParameters/token/oAuthSettings/identityProvider")
                        .asText())
                .isEqualTo("oauth2");
    }

    @Test
    void capabilities_and_policies_follow_the_operations() throws IOException {
        ObjectNode properties = ConnectorPackage.of(swagger(""))
                .brandColor("#123456")
                .pollingPolicy("WhenOrder", "@triggerBody().value", Map.of("since", "@{triggerBody().value[0].at}"))
                .properties();
        JsonNode written = properties.path("properties");
        assertThat(written.path("capabilities").toString()).isEqualTo("[\"actions\",\"triggers\"]");
        assertThat(written.path("iconBrandColor").asText()).isEqualTo("#123456");
        assertThat(written.path("publisher").asText()).isEqualTo("Contoso");
        assertThat(written.at("/policyTemplateInstances/0/templateId").asText()).isEqualTo("updatenextlink");
        assertThat(written.at("/policyTemplateInstances/1").toString())
                .isEqualTo("{\"templateId\":\"pollingtrigger\",\"title\":\"Poll WhenOrder\",\"parameters\":{"
                        + "\"x-ms-apimTemplate-operationName\":[\"WhenOrder\"],"
                        + "\"x-ms-apimTemplateParameter.triggerConfig\":{\"since\":\"@{triggerBody().value[0].at}\"},"
                        + "\"x-ms-apimTemplateParameter.triggerDataPath\":\"@triggerBody().value\"}}");
        assertThat(MicrosoftSchema.violationsOfProperties(properties.toString()))
                .isEmpty();
    }

    @Test
    void the_four_files_are_written(@TempDir Path folder) throws IOException {
        ObjectNode swagger = swagger("");
        ConnectorPackage.of(swagger).brandColor("#ff0000").writeTo(folder.resolve("new"));
        Path written = folder.resolve("new");
        assertThat(JSON.readTree(written.resolve("apiDefinition.swagger.json").toFile()))
                .isEqualTo(JSON.readTree(swagger.toString()
                        .replace("\"version\":\"1\",", "\"version\":\"1\",\"description\":\"Connects to Orders.\",")));
        JsonNode settings = JSON.readTree(written.resolve("settings.json").toFile());
        for (String file : new String[] {"apiProperties", "apiDefinition", "icon"}) {
            assertThat(written.resolve(settings.path(file).asText())).isNotEmptyFile();
        }
        BufferedImage icon = ImageIO.read(written.resolve("icon.png").toFile());
        assertThat(icon.getWidth()).isEqualTo(icon.getHeight()).isBetween(100, 230);
        assertThat(icon.getRGB(0, 0)).isEqualTo(0xFFFF0000);
        byte[] own = PlainIcon.of("#00ff00");
        ConnectorPackage.of(swagger).icon(own).writeTo(written);
        assertThat(Files.readAllBytes(written.resolve("icon.png"))).isEqualTo(own);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    "info": []                                      | /info: "info" is an array, not an object with title and version.
                    "info": {"title": 5}                            | /info/title: "title" is a number, not a text.
                    "info": null                                    | /info: "info" is null, not an object with title and version.
                    "paths": []                                     | /paths: "paths" is an array, not an object of paths.
                    "paths": {"/a": {"get": {"parameters": {}}}}    | /paths/~1a/get/parameters: "parameters" is an object, not an array of parameters.
                    "securityDefinitions": {"k": "basic"}           | /securityDefinitions/k: "k" is a text, not an object that describes how requests are authenticated.
                    "definitions": {"A": {"properties": {"b": 5}}}  | /definitions/A/properties/b: "b" is a number, not an object with a schema.
                    """)
    void a_member_of_another_type_is_refused_with_its_pointer_and_the_expected_type(String member, String message)
            throws IOException {
        ObjectNode wrong = (ObjectNode) JSON.readTree("{\"swagger\": \"2.0\", " + member + "}");
        assertThatThrownBy(() -> ConnectorPackage.of(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void what_cannot_be_is_refused() throws IOException {
        ConnectorPackage connector = ConnectorPackage.of(swagger(""));
        assertThatThrownBy(() -> connector.brandColor("blue"))
                .hasMessage("A brand colour must be like #007ee4, but is blue");
        assertThatThrownBy(() -> connector.icon(new byte[] {1, 2, 3})).hasMessage("The icon must be a PNG file.");
        assertThatThrownBy(() -> connector.pollingPolicy("Nothing", "", Map.of()))
                .hasMessage("The document has no operation Nothing");
    }
}

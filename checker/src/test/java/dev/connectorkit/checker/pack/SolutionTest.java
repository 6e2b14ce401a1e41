package dev.connectorkit.checker.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class SolutionTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void the_archive_has_the_connector_its_reference_and_its_variables() throws Exception {
        Map<String, byte[]> files = unzip(
                written(
                        "{'o': {'type': 'oauth2', 'flow': 'accessCode',"
                                + " 'authorizationUrl': 'https://a.example', 'tokenUrl': 'https://a.example/t', 'scopes': {'r': 'Reads'}}}"));
        assertThat(files)
                .containsOnlyKeys(
                        "[Content_Types].xml",
                        "solution.xml",
                        "customizations.xml",
                        "Connector/contoso_5Fordersmore_openapidefinition.json",
                        "Connector/contoso_5Fordersmore_connectionparameters.json",
                        "Connector/contoso_5Fordersmore_policytemplateinstances.json",
                        "Connector/contoso_5Fordersmore_iconblob.Png",
                        "environmentvariabledefinitions/contoso_ordersmore_host/environmentvariabledefinition.xml",
                        "environmentvariabledefinitions/contoso_ordersmore_clientid/environmentvariabledefinition.xml",
                        "environmentvariabledefinitions/contoso_ordersmore_clientsecret/environmentvariabledefinition.xml");
        Document customizations = xml(files.get("customizations.xml"));
        for (String part :
                new String[] {"openapidefinition", "connectionparameters", "policytemplateinstances", "iconblob"}) {
            assertThat(files).containsKey(text(customizations, part).substring(1));
        }
        assertThat(text(customizations, "displayname")).isEqualTo("Orders & <more>");
        Document manifest = xml(files.get("solution.xml"));
        assertThat(text(manifest, "Managed")).isEqualTo("0");
        NodeList components = manifest.getElementsByTagName("RootComponent");
        assertThat(components.getLength()).isEqualTo(4);
        assertThat(components.item(0).getAttributes().getNamedItem("id").getNodeValue())
                .isEqualTo("{" + text(customizations, "connectorid") + "}");
        for (int i = 1; i < components.getLength(); i++) {
            String name = components
                    .item(i)
                    .getAttributes()
                    .getNamedItem("schemaName")
                    .getNodeValue();
            String file = "environmentvariabledefinitions/" + name + "/environmentvariabledefinition.xml";
            assertThat(xml(files.get(file)).getDocumentElement().getAttribute("schemaname"))
                    .isEqualTo(name);
        }
    }

    @Test
    void host_client_id_and_secret_are_taken_from_environment_variables() throws Exception {
        Map<String, byte[]> files = unzip(written("{'o': {'type': 'oauth2', 'flow': 'accessCode',"
                + " 'authorizationUrl': 'https://a.example', 'tokenUrl': 'https://a.example/t', 'scopes': {}}}"));
        assertThat(json(files, "openapidefinition").path("host").asText())
                .isEqualTo("@environmentVariables(\"contoso_ordersmore_host\")");
        JsonNode oauth = json(files, "connectionparameters").at("/token/oAuthSettings");
        assertThat(oauth.path("clientId").asText()).isEqualTo("@environmentVariables(\"contoso_ordersmore_clientid\")");
        assertThat(oauth.path("clientSecret").asText())
                .isEqualTo("@environmentVariables(\"contoso_ordersmore_clientsecret\")");
        String folder = "environmentvariabledefinitions/contoso_ordersmore_";
        assertThat(text(xml(files.get(folder + "host/environmentvariabledefinition.xml")), "defaultvalue"))
                .isEqualTo("orders.example");
        assertThat(text(xml(files.get(folder + "clientsecret/environmentvariabledefinition.xml")), "type"))
                .isEqualTo("100000005");
    }

    @Test
    void the_same_connector_gives_the_same_bytes() throws Exception {
        assertThat(Files.readAllBytes(written("{}"))).isEqualTo(Files.readAllBytes(written("{}")));
    }

    @ParameterizedTest
    @CsvSource({
        "Bestellungen für Köln, Bestellungen fr Kln",
        "注文, 顧客",
        "Orders of a shop with a title that is longer than any other 1, Orders of a shop with a title that is longer than any other 2"
    })
    void two_titles_are_two_connectors(String one, String other) {
        String name = new SolutionNames("contoso", one, "p", "1.0.0.0").logical("clientsecret");
        assertThat(name).matches("contoso_[a-z0-9]+_clientsecret").hasSizeLessThan(100);
        assertThat(name).isNotEqualTo(new SolutionNames("contoso", other, "p", "1.0.0.0").logical("clientsecret"));
        assertThat(name).isEqualTo(new SolutionNames("contoso", one, "p", "1.0.0.0").logical("clientsecret"));
    }

    @Test
    void characters_that_xml_does_not_have_are_left_out() throws Exception {
        Path zip = folder.resolve("odd.zip");
        ObjectNode document = (ObjectNode)
                JSON.readTree(
                        "{\"swagger\": \"2.0\", \"info\": {\"title\": \"Orders \\uFFFF\\uFFFE\\uD800\\u0001\"}, \"paths\": {}}");
        ConnectorPackage.of(document).writeSolution(zip, "contoso", "1.0");
        assertThat(text(xml(unzip(zip).get("customizations.xml")), "displayname"))
                .isEqualTo("Orders     ");
    }

    @Test
    void a_prefix_or_version_of_another_form_is_refused() {
        assertThatThrownBy(() -> connector("{}").writeSolution(folder.resolve("a.zip"), "Contoso", "1.0"))
                .hasMessageContaining("The prefix must be two to eight lower-case letters");
        assertThatThrownBy(() -> connector("{}").writeSolution(folder.resolve("a.zip"), "contoso", "one"))
                .hasMessageContaining("The version must be like 1.0.0.0");
    }

    private Path written(String security) throws IOException {
        Path zip = Files.createTempFile(folder, "solution", ".zip");
        connector(security).writeSolution(zip, "contoso", "1.2.0.0");
        return zip;
    }

    private static ConnectorPackage connector(String security) {
        try {
            return ConnectorPackage.of((ObjectNode) JSON.readTree(
                    ("{'swagger': '2.0', 'info': {'title': 'Orders & <more>', 'version': '1'}, 'host': 'orders.example',"
                                    + " 'paths': {}, 'securityDefinitions': " + security + "}")
                            .replace('\'', '"')));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Map<String, byte[]> unzip(Path zip) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private static JsonNode json(Map<String, byte[]> files, String part) throws IOException {
        return JSON.readTree(files.get("Connector/contoso_5Fordersmore_" + part + ".json"));
    }

    private static Document xml(byte[] file) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(file));
    }

    private static String text(Document document, String tag) {
        return document.getElementsByTagName(tag).item(0).getTextContent();
    }
}

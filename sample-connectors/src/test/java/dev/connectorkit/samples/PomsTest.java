package dev.connectorkit.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The poms have everything that Maven Central asks for. */
class PomsTest {

    private static final Path PROJECT = project();
    private static final Set<String> NOT_PUBLISHED =
            Set.of("sample-connectors", "benchmarks", "server-tests", "workbench-tests", "drills");

    private static Path project() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(PROJECT)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .filter(folder -> !folder.endsWith("bom"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void a_module_has_name_description_and_the_module_name_of_its_root_package(Path module) throws Exception {
        Document pom = read(module.resolve("pom.xml"));
        assertThat(text(pom, "/project/name")).startsWith("ConnectorKit ");
        assertThat(text(pom, "/project/description")).isNotBlank();
        String name = text(pom, "/project/properties/module.name");
        assertThat(name).startsWith("dev.connectorkit.");
        assertThat(Stream.of("src/main/java", "src/test/java")
                        .map(sources -> module.resolve(sources).resolve(name.replace('.', '/'))))
                .anyMatch(Files::isDirectory);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void the_bom_has_every_published_module(Path module) throws Exception {
        String artifact = text(read(module.resolve("pom.xml")), "/project/artifactId");
        NodeList managed = (NodeList) xpath().evaluate(
                        "/project/dependencyManagement/dependencies/dependency[groupId='dev.connectorkit' and artifactId='"
                                + artifact + "']",
                        read(PROJECT.resolve("bom/pom.xml")),
                        XPathConstants.NODESET);
        assertThat(managed.getLength()).as(artifact).isEqualTo(NOT_PUBLISHED.contains(artifact) ? 0 : 1);
    }

    @Test
    void the_parent_names_url_licence_developers_and_sources() throws Exception {
        Document parent = read(PROJECT.resolve("pom.xml"));
        for (String element : List.of(
                "name",
                "description",
                "url",
                "licenses/license/name",
                "licenses/license/url",
                "developers/developer/name",
                "scm/url",
                "scm/connection")) {
            assertThat(text(parent, "/project/" + element)).as(element).isNotBlank();
        }
    }

    private static Document read(Path pom) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    }

    private static String text(Document pom, String path) throws Exception {
        return xpath().evaluate(path, pom).strip();
    }

    private static XPath xpath() {
        return XPathFactory.newInstance().newXPath();
    }
}

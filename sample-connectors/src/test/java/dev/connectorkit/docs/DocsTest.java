package dev.connectorkit.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.designer.DesignerView;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.swagger.ConnectorDescription;
import dev.connectorkit.swagger.ConnectorDocument;
import dev.connectorkit.swagger.Profile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the blocks of the guide with the code and the documents; {@code -Dgolden.update=true} writes them anew. */
class DocsTest {

    private static final Path PROJECT = project();
    private static final JsonNode SHOP = ConnectorDocument.of(ConnectorDescription.builder()
                    .title("Shop")
                    .resources(List.of(AnnotatedShop.class))
                    .build())
            .swagger(Profile.DEFAULT, URI.create("https://shop.example/"));
    private static final List<String> SOURCES = List.of(
            "sample-connectors/src/test/java/dev/connectorkit/docs",
            "spring-boot-starter/src/test/java/com/example",
            "callbacks-kafka/src/test/java/com/example");
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- (\\w+): ([^\n]+) -->\n)?```(java|json|text)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]*)(?:#([^)]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    private static Path project() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(PROJECT.resolve("docs"));
                Stream<Path> root = Files.list(PROJECT)) {
            return Stream.concat(docs, root)
                    .filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_marked_block_is_what_the_code_has_or_writes(Path page) throws IOException {
        String text = Files.readString(page);
        Matcher block = BLOCK.matcher(text);
        StringBuilder updated = new StringBuilder();
        while (block.find()) {
            String marker = block.group(1);
            assertThat(marker != null || !block.group(3).equals("java"))
                    .as("the source of%n%s", block.group())
                    .isTrue();
            if (marker != null) {
                String expected = content(marker, block.group(2));
                assertThat(expected).as(block.group()).isNotBlank();
                if (!Boolean.getBoolean("golden.update")) {
                    assertThat(block.group(4)).isEqualTo(expected);
                }
                String fence = "<!-- " + marker + ": " + block.group(2) + " -->\n```" + block.group(3) + "\n";
                block.appendReplacement(updated, Matcher.quoteReplacement(fence + expected + "```"));
            }
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(page, block.appendTail(updated));
        }
    }

    /** A snippet is a region of a class beside this one; the others are what is made of {@link AnnotatedShop}. */
    private static String content(String marker, String what) throws IOException {
        return switch (marker) {
            case "snippet" -> region(what.split("#", 2)[0], what.split("#", 2)[1]);
            case "emitted" -> SHOP.at(what).toPrettyString() + "\n";
            case "designer" ->
                DesignerView.of(SHOP)
                        .toText()
                        .lines()
                        .dropWhile(line -> !line.matches("  " + Pattern.quote(what) + "(  \\[.*)?"))
                        .takeWhile(line -> !line.isBlank())
                        .map(line -> line.substring(2) + "\n")
                        .collect(Collectors.joining());
            default -> throw new IllegalArgumentException(marker);
        };
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_link_leads_somewhere(Path page) throws IOException {
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
            Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
            assertThat(target).exists();
            if (link.group(2) != null) {
                assertThat(anchors(target)).as("anchors of %s", target).contains(link.group(2));
            }
        }
    }

    /** Returns the anchors that a renderer gives to the headings of a page. */
    private static List<String> anchors(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static String region(String type, String tag) throws IOException {
        String source = Files.readString(SOURCES.stream()
                .map(folder -> PROJECT.resolve(folder).resolve(type + ".java"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow());
        Matcher region = Pattern.compile("// tag::" + tag + "\\[]\n(.*?)[ ]*// end::" + tag + "\\[]", Pattern.DOTALL)
                .matcher(source);
        assertThat(region.find()).as("%s has a region %s", type, tag).isTrue();
        return region.group(1).stripTrailing().stripIndent() + "\n";
    }

    @Test
    void hello_world_has_under_25_lines_and_polls() throws IOException {
        assertThat(region("HelloConnector", "hello").lines()).hasSizeLessThan(25);
        try (ConnectorServer server =
                ConnectorServer.builder().register(new HelloConnector()).start()) {
            String minute = server.url() + "minutes";
            String location =
                    RestAssured.get(minute).then().statusCode(202).extract().header("Location");
            RestAssured.given()
                    .urlEncodingEnabled(false)
                    .get(location)
                    .then()
                    .statusCode(202)
                    .header("Location", equalTo(location));
        }
    }

    @Test
    void the_triggers_of_the_guide_start() {
        OrderTriggers.Store empty = new EmptyStore();
        try (ConnectorServer server = ConnectorServer.builder()
                .stateKey(new byte[32])
                .register(new OrderTriggers(empty))
                .start()) {
            RestAssured.get(server.url() + "orders/changed").then().statusCode(202);
            RestAssured.get(server.url() + "orders/new").then().statusCode(202).header("Retry-After", "60");
            RestAssured.get(server.url() + "orders/legacy").then().statusCode(202);
            RestAssured.get(server.url() + "orders/watched?customer=C-1")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "120");
            RestAssured.get(server.url() + "orders/watched?customer=x").then().statusCode(400);
        }
    }

    private static final class EmptyStore implements OrderTriggers.Store {
        @Override
        public List<OrderTriggers.Order> changedSince(java.time.Instant from) {
            return List.of();
        }

        @Override
        public List<OrderTriggers.Order> after(long id, int limit) {
            return List.of();
        }

        @Override
        public long lastId() {
            return 0;
        }

        @Override
        public OrderTriggers.Order read(long id) {
            return new OrderTriggers.Order(id, java.time.Instant.EPOCH);
        }
    }
}

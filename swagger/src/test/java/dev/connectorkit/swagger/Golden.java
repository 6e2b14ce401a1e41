package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares JSON with a file under {@code golden}; {@code -Dgolden.update=true} writes the file anew. */
final class Golden {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Golden() {}

    static void assertMatches(String name, JsonNode actual) {
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.writeString(
                        Path.of("src/test/resources/golden", name),
                        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(actual) + "\n");
                return;
            }
            try (InputStream file = Golden.class.getResourceAsStream("/golden/" + name)) {
                assertThat(file).as("golden/%s", name).isNotNull();
                // Through text, so that both sides have the number types that a reader sees.
                assertThat(JSON.readTree(actual.toString())).as(name).isEqualTo(JSON.readTree(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

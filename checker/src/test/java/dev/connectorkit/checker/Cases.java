package dev.connectorkit.checker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.designer.document.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Documents to check: a clean one, and what a JSON merge patch (RFC 7396) makes of it. */
final class Cases {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Cases() {}

    static ObjectNode clean() {
        return (ObjectNode) read("base.json");
    }

    static Source clean(String patch) {
        return source(patched(json(patch)));
    }

    static Source source(JsonNode document) {
        return new Source("orders.json", document.toPrettyString());
    }

    static JsonNode patched(JsonNode patch) {
        return merge(clean(), patch);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of the file under {@code check}. */
    static String text(String name) {
        try (InputStream file = Cases.class.getResourceAsStream("/check/" + name)) {
            if (file == null) {
                throw new AssertionError("there is no src/test/resources/check/" + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file under {@code check}. */
    static JsonNode read(String name) {
        try (InputStream file = Cases.class.getResourceAsStream("/check/" + name)) {
            if (file == null) {
                throw new AssertionError("there is no src/test/resources/check/" + name);
            }
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compares with the file under {@code check}; {@code -Dgolden.update=true} writes it anew. */
    static void assertGolden(String name, String actual) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(Path.of("src/test/resources/check", name), actual + "\n");
            return;
        }
        assertThat(json(actual)).isEqualTo(read(name));
    }

    private static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode merged = target.isObject() ? (ObjectNode) target : JSON.createObjectNode();
        patch.properties().forEach(entry -> {
            if (entry.getValue().isNull()) {
                merged.remove(entry.getKey());
            } else {
                merged.set(entry.getKey(), merge(merged.path(entry.getKey()), entry.getValue()));
            }
        });
        return merged;
    }
}

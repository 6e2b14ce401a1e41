package dev.connectorkit.checker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.designer.document.Printable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the file in which a project keeps its {@link Suppression}s:
 *
 * <pre>{@code
 * {"suppressions": [
 *   {"rule": "one-schema", "pointer": "/paths/~1orders/get",
 *    "reason": "old clients read the 206", "until": "2027-06-30"}
 * ]}
 * }</pre>
 */
public final class Suppressions {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Suppressions() {}

    /** @throws IllegalArgumentException if the file cannot be read as such; the message says which entry and why */
    public static List<Suppression> read(String json) {
        JsonNode file;
        try {
            file = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the suppressions are no JSON: line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + Printable.reason(e),
                    e);
        }
        if (!file.path("suppressions").isArray()) {
            throw new IllegalArgumentException(
                    "the suppressions are read from an array \"suppressions\", which is missing");
        }
        List<Suppression> suppressions = new ArrayList<>();
        for (JsonNode entry : file.path("suppressions")) {
            String place = "suppression " + (suppressions.size() + 1) + ": ";
            try {
                suppressions.add(new Suppression(
                        text(entry, "rule"),
                        entry.path("pointer").asText(),
                        text(entry, "reason"),
                        LocalDate.parse(text(entry, "until"))));
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(place + "write until as 2027-06-30", e);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(place + e.getMessage(), e);
            }
        }
        return List.copyOf(suppressions);
    }

    private static String text(JsonNode entry, String name) {
        if (!entry.path(name).isTextual()) {
            throw new IllegalArgumentException("\"" + name + "\" is missing");
        }
        return entry.path(name).textValue();
    }
}

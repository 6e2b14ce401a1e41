package dev.connectorkit.workbench.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The file {@code workbench.yml}. Immutable.
 *
 * <pre>{@code
 * inputs:            # the values of inputs that the document does not give away
 *   OrderCake:
 *     flavour: plum
 * skip: [DeleteEverything]
 * bypass:
 *   - rule: POLL-05
 *     operation: NewOrders   # all operations if it is left out
 *     reason: The gateway removes Retry-After; ticket 4711.
 *     until: 2027-03-31
 * claims:            # what a document cannot say
 *   OrderCake:
 *     failing: {flavour: burnt}          # inputs with which the action fails
 *     idempotencyKey: Idempotency-Key    # the header by which repeated requests are recognized
 *   OrderCreated:
 *     excluding: {region: nowhere}       # inputs that no event matches
 *     ordered: true                      # events are delivered in their order
 * }</pre>
 *
 * @param inputs by operation and name
 * @param skip the operations that are not called
 * @param claims by operation
 */
public record WorkbenchFile(
        Map<String, Map<String, JsonNode>> inputs,
        Set<String> skip,
        List<Bypass> bypasses,
        Map<String, Claims> claims) {

    /** A file without anything. */
    public static final WorkbenchFile EMPTY = new WorkbenchFile(Map.of(), Set.of(), List.of(), Map.of());

    private static final String FILE = "workbench.yml";
    private static final String IN_FILE = " in " + FILE;
    private static final Set<String> BYPASS = Set.of("rule", "operation", "reason", "until");
    private static final Set<String> CLAIMS = Set.of("failing", "excluding", "ordered", "idempotencyKey");
    private static final Set<String> KEYS = Set.of("inputs", "skip", "bypass", "claims");

    /** Copies the collections. */
    public WorkbenchFile {
        inputs = Map.copyOf(inputs);
        skip = Set.copyOf(skip);
        bypasses = List.copyOf(bypasses);
        claims = Map.copyOf(claims);
    }

    /**
     * Reads the text of a file.
     *
     * @throws IllegalArgumentException if it is not as above; the message says where
     */
    public static WorkbenchFile read(String yaml) {
        JsonNode root;
        try {
            root = new ObjectMapper(new YAMLFactory()).readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("workbench.yml is not YAML: " + e.getOriginalMessage(), e);
        }
        onlyKnown(FILE, root, KEYS);
        Map<String, Map<String, JsonNode>> inputs = new LinkedHashMap<>();
        entries("inputs" + IN_FILE, root.path("inputs")).forEach(entry -> {
            inputs.put(entry.getKey(), values(entry.getKey() + IN_FILE, entry.getValue()));
        });
        JsonNode skipped = list("skip", root.path("skip"));
        Set<String> skip = new LinkedHashSet<>();
        for (int i = 0; i < skipped.size(); i++) {
            skip.add(text("skip[" + i + "]", skipped.path(i)));
        }
        JsonNode accepted = list("bypass", root.path("bypass"));
        List<Bypass> bypasses = new ArrayList<>();
        for (int i = 0; i < accepted.size(); i++) {
            bypasses.add(bypass("bypass[" + i + "].", accepted.path(i)));
        }
        Map<String, Claims> claims = new LinkedHashMap<>();
        entries("claims" + IN_FILE, root.path("claims"))
                .forEach(entry ->
                        claims.put(entry.getKey(), claims("claims." + entry.getKey() + ".", entry.getValue())));
        return new WorkbenchFile(inputs, skip, bypasses, claims);
    }

    private static Set<Map.Entry<String, JsonNode>> entries(String place, JsonNode node) {
        if (!node.isObject() && !isAbsent(node)) {
            throw new IllegalArgumentException(place + " must be a mapping, but is " + node);
        }
        return node.properties();
    }

    private static JsonNode list(String name, JsonNode node) {
        if (!node.isArray() && !isAbsent(node)) {
            throw new IllegalArgumentException(name + IN_FILE + " must be a list, but is " + node);
        }
        return node;
    }

    /** Returns the text, or an empty one if the entry is left out; anything else, even null, is refused. */
    private static String text(String name, JsonNode node) {
        if (!node.isMissingNode() && (!node.isTextual() || node.textValue().isBlank())) {
            throw new IllegalArgumentException(name + IN_FILE + " must be a text, but is " + node);
        }
        return node.asText();
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static void onlyKnown(String place, JsonNode node, Set<String> known) {
        entries(place, node).forEach(entry -> {
            if (!known.contains(entry.getKey())) {
                throw new IllegalArgumentException(
                        place + " has an unknown entry '" + entry.getKey() + "'; it takes " + known);
            }
        });
    }

    private static Map<String, JsonNode> values(String place, JsonNode node) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        entries(place, node).forEach(value -> values.put(value.getKey(), value.getValue()));
        return values;
    }

    private static Claims claims(String place, JsonNode entry) {
        onlyKnown("claims" + IN_FILE, entry, CLAIMS);
        JsonNode ordered = entry.path("ordered");
        if (!ordered.isBoolean() && !isAbsent(ordered)) {
            throw new IllegalArgumentException("ordered" + IN_FILE + " must be true or false, but is " + ordered);
        }
        return new Claims(
                values("failing" + IN_FILE, entry.path("failing")),
                values("excluding" + IN_FILE, entry.path("excluding")),
                ordered.asBoolean(),
                text(place + "idempotencyKey", entry.path("idempotencyKey")));
    }

    private static Bypass bypass(String place, JsonNode entry) {
        onlyKnown("A bypass" + IN_FILE, entry, BYPASS);
        try {
            return new Bypass(
                    text(place + "rule", entry.path("rule")),
                    text(place + "operation", entry.path("operation")),
                    text(place + "reason", entry.path("reason")),
                    LocalDate.parse(entry.path("until").asText()));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "A bypass in workbench.yml needs 'until', a date such as 2027-03-31: " + entry, e);
        }
    }
}

package dev.connectorkit.designer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tokens of one response, and the list that a batch trigger splits. */
final class OutputReader {

    private static final int MAX_SPLIT_DEPTH = 100;

    private OutputReader() {}

    /** Returns the response whose schema counts: the only one if it is a success, else the first of 200, 201 and default. */
    static ResolvedNode response(ResolvedNode responses) {
        List<String> codes = new ArrayList<>();
        responses.forEachField((code, response) -> codes.add(code));
        boolean single = codes.size() == 1 && codes.get(0).matches("2.*|(?i:default)");
        for (String code : single ? codes : List.of("200", "201")) {
            if (responses.truthy(code)) {
                return responses.get(code);
            }
        }
        return responses.get("default");
    }

    static List<DesignerOutput> outputs(ResolvedNode response, Budget budget) {
        Sources sources = new Sources(budget);
        Map<String, DesignerOutput> outputs = new LinkedHashMap<>();
        ResolvedNode schema = response.get("schema");
        add(SchemaWalk.outputs(schema, start("body.$", "Body", schema), budget), sources, outputs);
        response.get("headers").forEachField((name, header) -> {
            SchemaPosition start = start(Keys.child("header.$", name), name, header);
            add(SchemaWalk.outputs(header, start, budget), sources, outputs);
        });
        return List.copyOf(outputs.values());
    }

    private static SchemaPosition start(String key, String name, ResolvedNode schema) {
        String description = schema.text("description");
        return SchemaPosition.start(key, description.isEmpty() ? name : description, "", true);
    }

    private static void add(List<SchemaProperty> properties, Sources sources, Map<String, DesignerOutput> outputs) {
        for (SchemaProperty property : properties) {
            outputs.put(
                    property.key(),
                    new DesignerOutput(
                            property.key(), property.label(), property.type(), sources.fields(property.schema())));
        }
    }

    /** Follows the only property that is not internal, down to an array. */
    static @Nullable SplitOn splitOn(ResolvedNode response) {
        List<String> path = new ArrayList<>();
        boolean required = true;
        ResolvedNode schema = response.get("schema");
        while (schema.text("type").equals("object") && path.size() < MAX_SPLIT_DEPTH) {
            List<String> names = new ArrayList<>();
            schema.get("properties").forEachField((name, property) -> {
                if (!property.text("x-ms-visibility").equalsIgnoreCase("internal")) {
                    names.add(name);
                }
            });
            if (names.size() != 1) {
                return null;
            }
            required &= schema.get("required").elements().stream()
                    .anyMatch(name -> name.json().asText().equals(names.get(0)));
            schema = schema.get("properties").get(names.get(0));
            path.add(names.get(0));
        }
        return schema.text("type").equals("array") ? new SplitOn(path, required) : null;
    }
}

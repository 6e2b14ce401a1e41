package dev.connectorkit.designer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes a schema apart as the designer does: into the leaves of its objects, and for outputs into the items of its arrays, of one
 * level. Only a schema with an explicit type is taken apart; {@code allOf} and its kin are not looked at.
 */
final class SchemaWalk {

    private final boolean inputs;
    private final Budget budget;
    private final List<SchemaProperty> found = new ArrayList<>();

    private SchemaWalk(boolean inputs, Budget budget) {
        this.inputs = inputs;
        this.budget = budget;
    }

    /** Returns the inputs that a schema stands for, read-only ones left out. */
    static List<SchemaProperty> inputs(ResolvedNode schema, SchemaPosition start, Budget budget) {
        return new SchemaWalk(true, budget).from(schema, start);
    }

    /** Returns the tokens that a schema stands for, internal ones left out. */
    static List<SchemaProperty> outputs(ResolvedNode schema, SchemaPosition start, Budget budget) {
        return new SchemaWalk(false, budget).from(schema, start);
    }

    private List<SchemaProperty> from(ResolvedNode schema, SchemaPosition start) {
        schema(schema, start);
        found.sort(
                Comparator.comparingInt(property -> SchemaProperty.rank(property.required(), property.visibility())));
        return found;
    }

    private void schema(ResolvedNode schema, SchemaPosition spot) {
        if (!budget.take(spot.size())) {
            return;
        }
        ResolvedNode type = schema.get("type");
        if (type.json().isArray()) {
            // The last of one key counts, and the first type says most: ["string", "null"].
            List<ResolvedNode> types = type.elements();
            for (int i = types.size() - 1; i >= 0; i--) {
                typed(schema, types.get(i).json().asText(), spot);
            }
        } else if (type.json().isMissingNode()) {
            leaf(schema, spot, "any");
        } else if (type.json().isTextual()) {
            typed(schema, type.json().textValue(), spot);
        }
    }

    private void typed(ResolvedNode schema, String type, SchemaPosition spot) {
        switch (type) {
            case "array" -> array(schema, spot);
            case "object" -> object(schema, spot);
            case "boolean", "integer", "null", "number", "string" -> leaf(schema, spot, type);
            default -> {} // the designer knows no other type, and shows nothing
        }
    }

    private void object(ResolvedNode schema, SchemaPosition spot) {
        int before = found.size();
        if (!schema.json().has("x-ms-dynamic-schema")) {
            children(schema, spot);
        }
        if (found.size() == before) {
            leaf(schema, spot, "object");
        }
    }

    private void array(ResolvedNode schema, SchemaPosition spot) {
        if (inputs || spot.inArray() || internal(schema)) {
            leaf(schema, spot, "array");
            return;
        }
        ResolvedNode items = schema.get("items");
        SchemaPosition item = spot.item(schema, items);
        String type = items.text("type");
        if (type.equals("object") && !items.truthy("x-ms-dynamic-schema")) {
            children(items, item);
        }
        leaf(schema, spot, "array");
        leaf(items, item, type.isEmpty() ? "any" : type);
    }

    private void children(ResolvedNode schema, SchemaPosition spot) {
        ResolvedNode properties = schema.get("properties");
        ResolvedNode required = schema.get("required");
        boolean hidden = internal(schema) || isReadOnly(schema, spot);
        if (hidden
                || spot.depth() == Budget.DEPTH
                || !budget.take(required.json().size())) {
            return;
        }
        Set<String> names = new HashSet<>();
        required.elements().forEach(name -> names.add(name.json().asText()));
        properties.forEachField((name, child) -> {
            if (budget.isLeft()) {
                schema(child, spot.child(schema, name, names.contains(name)));
            }
        });
    }

    private void leaf(ResolvedNode schema, SchemaPosition spot, String type) {
        String visibility = spot.visibility(schema);
        if (isReadOnly(schema, spot) || (!inputs && visibility.equalsIgnoreCase("internal"))) {
            return;
        }
        String label = spot.label(schema);
        if (budget.take(label.length())) {
            found.add(new SchemaProperty(
                    spot.key(), spot.name(), label, type, Boolean.TRUE.equals(spot.required()), visibility, schema));
        }
    }

    private boolean isReadOnly(ResolvedNode schema, SchemaPosition spot) {
        return inputs && (schema.truthy("readOnly") || spot.permission(schema).equalsIgnoreCase("read-only"));
    }

    private static boolean internal(ResolvedNode schema) {
        return schema.text("x-ms-visibility").equalsIgnoreCase("internal");
    }
}

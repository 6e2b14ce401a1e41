package dev.connectorkit.checker.designer;

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
    private final List<Property> found = new ArrayList<>();

    private SchemaWalk(boolean inputs, Budget budget) {
        this.inputs = inputs;
        this.budget = budget;
    }

    /** The inputs that a schema stands for, read-only ones left out. */
    static List<Property> inputs(Place schema, Spot start, Budget budget) {
        return new SchemaWalk(true, budget).from(schema, start);
    }

    /** The tokens that a schema stands for, internal ones left out. */
    static List<Property> outputs(Place schema, Spot start, Budget budget) {
        return new SchemaWalk(false, budget).from(schema, start);
    }

    private List<Property> from(Place schema, Spot start) {
        schema(schema, start);
        found.sort(Comparator.comparingInt(property -> Property.rank(property.required(), property.visibility())));
        return found;
    }

    private void schema(Place schema, Spot spot) {
        if (!budget.take(spot.size())) {
            return;
        }
        Place type = schema.get("type");
        if (type.json().isArray()) {
            // The last of one key counts, and the first type says most: ["string", "null"].
            List<Place> types = type.elements();
            for (int i = types.size() - 1; i >= 0; i--) {
                typed(schema, types.get(i).json().asText(), spot);
            }
        } else if (type.json().isMissingNode()) {
            leaf(schema, spot, "any");
        } else if (type.json().isTextual()) {
            typed(schema, type.json().textValue(), spot);
        }
    }

    private void typed(Place schema, String type, Spot spot) {
        switch (type) {
            case "array" -> array(schema, spot);
            case "object" -> object(schema, spot);
            case "boolean", "integer", "null", "number", "string" -> leaf(schema, spot, type);
            default -> {} // the designer knows no other type, and shows nothing
        }
    }

    private void object(Place schema, Spot spot) {
        int before = found.size();
        if (!schema.json().has("x-ms-dynamic-schema")) {
            children(schema, spot);
        }
        if (found.size() == before) {
            leaf(schema, spot, "object");
        }
    }

    private void array(Place schema, Spot spot) {
        if (inputs || spot.inArray() || internal(schema)) {
            leaf(schema, spot, "array");
            return;
        }
        Place items = schema.get("items");
        Spot item = spot.item(schema, items);
        String type = items.text("type");
        if (type.equals("object") && !items.truthy("x-ms-dynamic-schema")) {
            children(items, item);
        }
        leaf(schema, spot, "array");
        leaf(items, item, type.isEmpty() ? "any" : type);
    }

    private void children(Place schema, Spot spot) {
        Place properties = schema.get("properties");
        Place required = schema.get("required");
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

    private void leaf(Place schema, Spot spot, String type) {
        String visibility = spot.visibility(schema);
        if (isReadOnly(schema, spot) || (!inputs && visibility.equalsIgnoreCase("internal"))) {
            return;
        }
        String label = spot.label(schema);
        if (budget.take(label.length())) {
            found.add(new Property(
                    spot.key(), spot.name(), label, type, Boolean.TRUE.equals(spot.required()), visibility, schema));
        }
    }

    private boolean isReadOnly(Place schema, Spot spot) {
        return inputs && (schema.truthy("readOnly") || spot.permission(schema).equalsIgnoreCase("read-only"));
    }

    private static boolean internal(Place schema) {
        return schema.text("x-ms-visibility").equalsIgnoreCase("internal");
    }
}

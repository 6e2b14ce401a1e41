package dev.connectorkit.designer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.connectorkit.designer.DynamicSource.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the sources of an input's choices: the document, or another operation. */
final class Sources {

    private final Budget budget;

    Sources(Budget budget) {
        this.budget = budget;
    }

    /** Returns the drop-down list of a parameter or schema; booleans have one too. */
    List<EnumValue> choices(ResolvedNode schema, boolean required) {
        if (schema.get("enum").json().isArray()) {
            ResolvedNode named = schema.get("x-ms-enum-values");
            ResolvedNode edited = schema.get("x-ms-editor-options").get("items");
            return named.truthy()
                    ? listed(named, "displayName")
                    : edited.truthy() ? listed(edited, "title") : listed(schema.get("enum"), "");
        }
        List<EnumValue> choices = new ArrayList<>();
        if (schema.text("type").equals("boolean")) {
            if (!required) {
                choices.add(new EnumValue(TextNode.valueOf(""), ""));
            }
            choices.add(new EnumValue(BooleanNode.TRUE, "Yes"));
            choices.add(new EnumValue(BooleanNode.FALSE, "No"));
        }
        return choices;
    }

    /** Values as they are, or objects with a value and a title in that field. */
    private List<EnumValue> listed(ResolvedNode values, String title) {
        List<EnumValue> choices = new ArrayList<>();
        for (JsonNode element : values.json()) {
            JsonNode value = title.isEmpty() ? element : element.path("value");
            if (value.isValueNode() && budget.take(0)) {
                String text = value.isNull() ? "" : value.asText();
                choices.add(new EnumValue(
                        value, title.isEmpty() ? text : element.path(title).asText(text)));
            }
        }
        return choices;
    }

    /** Returns the source of a list or tree of choices, the array's items asked too; else that of the fields. */
    @Nullable DynamicSource dynamic(ResolvedNode schema) {
        for (ResolvedNode place : List.of(schema, schema.get("items"))) {
            DynamicSource choices = choices(place);
            if (choices != null) {
                return choices;
            }
        }
        return fields(schema);
    }

    private @Nullable DynamicSource choices(ResolvedNode schema) {
        ResolvedNode values = schema.get("x-ms-dynamic-values");
        ResolvedNode list = schema.get("x-ms-dynamic-list");
        ResolvedNode tree = schema.get("x-ms-dynamic-tree");
        if (values.truthy()) {
            String capability = values.text("capability");
            return capability.isEmpty()
                    ? source(Kind.VALUES, values, "value-collection", "value-path", "value-title")
                    : picker(
                            ResolvedNode.of(schema.root())
                                    .get("x-ms-capabilities")
                                    .get(capability),
                            values);
        } else if (list.truthy()) {
            return source(Kind.VALUES, list, "itemsPath", "itemValuePath", "itemTitlePath");
        }
        return tree.truthy()
                ? source(Kind.TREE, tree.get("open"), "itemsPath", "itemValuePath", "itemTitlePath")
                : null;
    }

    /** Returns a tree that the document describes once, for all inputs. */
    private static DynamicSource picker(ResolvedNode capability, ResolvedNode values) {
        return new DynamicSource(
                Kind.TREE,
                capability.get("open").text("operationId"),
                capability.textOrNull("value-collection"),
                values.textOrNull("value-path"),
                capability.textOrNull("value-title"),
                List.of());
    }

    /** Returns the operation that says which fields there are. */
    @Nullable DynamicSource fields(ResolvedNode schema) {
        ResolvedNode old = schema.get("x-ms-dynamic-schema");
        ResolvedNode properties = schema.get("x-ms-dynamic-properties");
        if (old.truthy()) {
            return source(Kind.SCHEMA, old, "", "value-path", "");
        }
        return properties.truthy() ? source(Kind.SCHEMA, properties, "", "itemValuePath", "") : null;
    }

    private DynamicSource source(Kind kind, ResolvedNode extension, String items, String value, String title) {
        List<String> inputs = new ArrayList<>();
        extension.get("parameters").forEachField((name, parameter) -> {
            String reference = parameter.text("parameter") + parameter.text("parameterReference");
            if (!reference.isEmpty() && budget.take(0)) {
                inputs.add(reference);
            }
        });
        return new DynamicSource(
                kind,
                extension.text("operationId"),
                extension.textOrNull(items),
                extension.textOrNull(value),
                extension.textOrNull(title),
                inputs);
    }
}

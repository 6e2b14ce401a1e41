package dev.connectorkit.swagger.internal;

import dev.connectorkit.annotations.DynamicSchema;
import dev.connectorkit.annotations.DynamicTree;
import dev.connectorkit.annotations.DynamicValues;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** References from one operation to another, in both families that designers know. */
final class DynamicExtensions {

    private static final Pattern PARAMETER =
            Pattern.compile("\\s*([^=\\s]+)\\s*=\\s*(?:\\{([^}]+)}|(.*))", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9]\\d{0,17})");

    private DynamicExtensions() {}

    static Map<String, Object> values(DynamicValues lookup) {
        Map<String, Object> values = map("operationId", lookup.operation());
        putUnlessEmpty(values, "value-collection", lookup.items());
        values.put("value-path", lookup.value());
        putUnlessEmpty(values, "value-title", lookup.title());
        values.put("parameters", oldParameters(lookup.parameters()));
        return values;
    }

    static Map<String, Object> list(DynamicValues lookup) {
        Map<String, Object> list = map("operationId", lookup.operation());
        putUnlessEmpty(list, "itemsPath", lookup.items());
        list.put("itemValuePath", lookup.value());
        putUnlessEmpty(list, "itemTitlePath", lookup.title());
        list.put("parameters", newParameters(lookup.parameters()));
        return list;
    }

    static Map<String, Object> schema(DynamicSchema lookup) {
        Map<String, Object> schema = map("operationId", lookup.operation());
        putUnlessEmpty(schema, "value-path", lookup.value());
        schema.put("parameters", oldParameters(lookup.parameters()));
        return schema;
    }

    static Map<String, Object> properties(DynamicSchema lookup) {
        Map<String, Object> properties = map("operationId", lookup.operation());
        putUnlessEmpty(properties, "itemValuePath", lookup.value());
        properties.put("parameters", newParameters(lookup.parameters()));
        return properties;
    }

    static Map<String, Object> tree(DynamicTree tree) {
        Map<String, Object> browse = node(tree, tree.browse());
        browse.put("parameters", map(tree.browseParameter(), map("selectedItemValuePath", tree.value())));
        return map(
                "settings", map("canSelectParentNodes", tree.selectParents(), "canSelectLeafNodes", true),
                "open", node(tree, tree.open()),
                "browse", browse);
    }

    private static Map<String, Object> node(DynamicTree tree, String operation) {
        Map<String, Object> node = map("operationId", operation);
        putUnlessEmpty(node, "itemsPath", tree.items());
        node.put("itemValuePath", tree.value());
        node.put("itemTitlePath", tree.title());
        node.put("itemIsParent", tree.isParent());
        node.put("parameters", map());
        return node;
    }

    /** {@code x-ms-dynamic-values} and {@code -schema} know a parameter by its own name alone. */
    static Map<String, Object> oldParameters(String[] parameters) {
        return parameters(
                parameters, path -> map("parameter", path.substring(path.lastIndexOf('/') + 1)), Function.identity());
    }

    private static Map<String, Object> newParameters(String[] parameters) {
        return parameters(parameters, path -> map("parameterReference", path), value -> map("value", value));
    }

    private static Map<String, Object> parameters(
            String[] parameters, Function<String, Object> reference, Function<Object, Object> literal) {
        Map<String, Object> written = new LinkedHashMap<>();
        for (String parameter : parameters) {
            Matcher matcher = PARAMETER.matcher(parameter);
            if (!matcher.matches()) {
                written.put(parameter, literal.apply("")); // a name alone: called with nothing
            } else if (matcher.group(2) != null) {
                written.put(matcher.group(1), reference.apply(matcher.group(2)));
            } else {
                written.put(matcher.group(1), literal.apply(scalar(matcher.group(3))));
            }
        }
        return written;
    }

    private static Object scalar(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        return NUMBER.matcher(text).matches() ? Long.valueOf(text) : text;
    }

    static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static void putUnlessEmpty(Map<String, Object> map, String key, String value) {
        if (!value.isEmpty()) {
            map.put(key, value);
        }
    }
}

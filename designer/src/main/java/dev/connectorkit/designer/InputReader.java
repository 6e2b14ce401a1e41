package dev.connectorkit.designer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The inputs of an operation: one for each parameter, and of a body one for each leaf of its schema. */
final class InputReader {

    private static final Set<String> SCALARS = Set.of("boolean", "integer", "number", "string");

    private final Budget budget;
    private final Sources sources;
    private final boolean dynamicAnswer;
    private final Map<String, DesignerInput> inputs = new LinkedHashMap<>();

    private InputReader(boolean dynamicAnswer, Budget budget) {
        this.budget = budget;
        this.sources = new Sources(budget);
        this.dynamicAnswer = dynamicAnswer;
    }

    /** @param response the response whose schema counts */
    static List<DesignerInput> read(List<ResolvedNode> parameters, ResolvedNode response, Budget budget) {
        if (!budget.take(parameters.size())) {
            return List.of();
        }
        boolean dynamicAnswer = new Sources(budget).fields(response.get("schema")) != null;
        InputReader reader = new InputReader(dynamicAnswer, budget);
        List<ResolvedNode> sorted = new ArrayList<>(parameters);
        sorted.sort(Comparator.comparingInt(
                parameter -> SchemaProperty.rank(parameter.truthy("required"), parameter.text("x-ms-visibility"))));
        sorted.forEach(reader::parameter);
        return List.copyOf(reader.inputs.values());
    }

    private void parameter(ResolvedNode parameter) {
        String in = budget.take(0) ? parameter.text("in") : "";
        switch (in) {
            case "body" -> body(parameter);
            case "formData" -> formData(parameter);
            case "header", "path", "query" -> {
                String type = parameter.text("type");
                boolean known = SCALARS.contains(type) || type.equals("array") || type.equals("file");
                if (known && !isConnectionId(parameter)) {
                    String key = Keys.child(in + ".$", parameter.text("name"));
                    add(parameter, property(parameter, key, type, parameter), in);
                }
            }
            default -> {} // the designer knows no other location
        }
    }

    private void body(ResolvedNode parameter) {
        ResolvedNode schema = parameter.get("schema");
        String type = schema.text("type");
        boolean array = type.equals("array");
        boolean fields = type.equals("object")
                && (schema.get("properties").json().size() > 0 || schema.json().has("x-ms-dynamic-schema"));
        List<SchemaProperty> leaves = List.of();
        if (array || fields) {
            String inherited = array ? parameter.text("x-ms-visibility") : "";
            SchemaPosition start = SchemaPosition.start(
                    "body.$", array ? parameter.text("name") : "Body", inherited, required(parameter));
            leaves = SchemaWalk.inputs(schema, start, budget);
        }
        if (isLoadedAtOnce(schema)) {
            add(parameter, property(parameter, "body.$", "any", schema), "body");
            return;
        }
        leaves.forEach(leaf -> add(leaf.schema(), leaf, "body"));
        if (leaves.isEmpty() && !array) {
            boolean known = SCALARS.contains(type) || type.equals("object") || type.equals("null");
            add(parameter, property(parameter, "body.$", known ? type : "any", schema), "body");
        }
    }

    /**
     * Reports whether the page asks for the fields of a whole body as soon as the operation is added: their source takes nothing that
     * a person enters, and the fields of the answer are not asked for at the same time. Without an answer to that question the body
     * is one field of any type.
     */
    private boolean isLoadedAtOnce(ResolvedNode schema) {
        DynamicSource source = schema.text("type").equals("object") ? sources.fields(schema) : null;
        return source != null && source.dependsOn().isEmpty() && !dynamicAnswer;
    }

    private void formData(ResolvedNode parameter) {
        String name = parameter.text("name");
        String key = Keys.child("formData.$", name);
        String type = parameter.text("type");
        if (SCALARS.contains(type)) {
            add(parameter, property(parameter, key, type, parameter), "formData");
        } else if (type.equals("file") && !name.contains("\"") && !name.contains("@")) {
            add(parameter, property(parameter, key + ".$content", type, parameter), "formData");
            if (!parameter.text("x-ms-format").equals("contentOnly")) {
                String label = parameter.text("x-ms-summary") + " (file name)";
                add(
                        ResolvedNode.NOWHERE,
                        new SchemaProperty(key + ".$filename", name, label, "string", false, "", ResolvedNode.NOWHERE),
                        "formData");
            }
        }
    }

    /**
     * Adds an input, instead of an earlier one of the same key.
     *
     * @param marked where the extensions are: the parameter, or the schema of a property
     */
    private void add(ResolvedNode marked, SchemaProperty property, String in) {
        ResolvedNode url = marked.get("x-ms-notification-url");
        DynamicSource source = sources.dynamic(marked);
        inputs.put(
                property.key(),
                new DesignerInput(
                        property.key(),
                        property.name(),
                        property.label(),
                        in,
                        property.type(),
                        property.required(),
                        property.visibility(),
                        budget.copy(property.schema().get("default").json()),
                        sources.choices(property.schema(), property.required()),
                        source == null ? sources.fields(property.schema()) : source,
                        url.json().isBoolean() && url.truthy(),
                        url.truthy() ? DesignerView.CALLBACK : null,
                        property.schema().text("format"),
                        in.equals("body") && !property.key().equals("body.$")
                                ? property.key().substring("body.$.".length())
                                : property.name(),
                        needs(marked),
                        sources.fields(marked) != null,
                        encodings(marked, in)));
    }

    private static List<String> needs(ResolvedNode marked) {
        List<String> names = new ArrayList<>();
        marked.get("x-ms-dynamic-values").get("parameters").forEachField((name, given) -> names.add(name));
        return names;
    }

    private static int encodings(ResolvedNode marked, String in) {
        return switch (marked.text("x-ms-url-encoding")) {
            case "double" -> 2;
            case "single" -> 1;
            default -> in.equals("path") ? 1 : 0;
        };
    }

    private static SchemaProperty property(ResolvedNode parameter, String key, String type, ResolvedNode schema) {
        return new SchemaProperty(
                key,
                parameter.text("name"),
                label(parameter),
                type,
                parameter.truthy("required"),
                parameter.text("x-ms-visibility"),
                schema);
    }

    private static String label(ResolvedNode parameter) {
        String summary = parameter.text("x-ms-summary");
        return summary.isEmpty() ? parameter.text("name") : summary;
    }

    private static @Nullable Boolean required(ResolvedNode parameter) {
        ResolvedNode required = parameter.get("required");
        boolean unsaid = required.json().isMissingNode() || required.json().isNull();
        return unsaid ? null : required.truthy();
    }

    /** Filled in by the platform. */
    private static boolean isConnectionId(ResolvedNode parameter) {
        return parameter.text("name").equalsIgnoreCase("connectionId")
                && parameter.text("in").equals("path")
                && parameter.truthy("required")
                && parameter.text("x-ms-visibility").equalsIgnoreCase("internal")
                && parameter.text("type").equals("string");
    }
}

package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Resolves what annotations say of other operations on an OpenAPI 3 tree: a Java method's name becomes its operation id, and an
 * operation, parameter or path that is not there is a problem.
 */
public final class References {

    private static final Set<String> DYNAMIC = Set.of(
            "x-ms-dynamic-values",
            "x-ms-dynamic-list",
            "x-ms-dynamic-schema",
            "x-ms-dynamic-properties",
            "x-ms-dynamic-tree",
            "x-ms-notification",
            "x-ms-operation-context",
            "x-ms-capabilities",
            "x-ms-api-annotation");

    private static final String DATE = "\\d{4}-\\d\\d-\\d\\d";

    /** The parts of a lookup that lead to something in the answer. */
    private static final List<String> PATHS =
            List.of("value-path", "value-title", "itemValuePath", "itemTitlePath", "itemFullTitlePath");

    private final ObjectNode openApi;
    private final Map<String, JsonNode> operations = new HashMap<>();
    private final Map<String, Set<ResourceMethod>> methods = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private References(ObjectNode openApi, List<Class<?>> resources) {
        this.openApi = openApi;
        for (JsonNode path : openApi.path("paths")) {
            for (JsonNode operation : path) {
                operations.put(operation.path("operationId").asText(), operation);
            }
        }
        for (Class<?> resource : resources) {
            for (ResourceMethod method : ResourceMethod.of(resource)) {
                for (String name : List.of(method.method().getName(), method.name())) {
                    methods.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(method);
                }
            }
        }
    }

    /** Resolves in place; what could not be resolved, one sentence each. */
    public static List<String> resolve(ObjectNode openApi, List<Class<?>> resources) {
        References references = new References(openApi, resources);
        references.walk(openApi, "");
        return references.problems;
    }

    private void walk(JsonNode node, String pointer) {
        node.properties().forEach(field -> {
            String place = JsonTrees.step(pointer, field.getKey());
            if (DYNAMIC.contains(field.getKey())) {
                lookups(field.getValue(), place);
            } else {
                walk(field.getValue(), place);
            }
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            walk(node.get(i), pointer + "/" + i);
        }
    }

    /** An extension, or a part of one, that may name an operation. */
    private void lookups(JsonNode lookup, String pointer) {
        if (lookup instanceof ObjectNode named && named.path("operationId").isTextual()) {
            resolve(named, pointer);
        }
        lookup.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                lookups(field.getValue(), JsonTrees.step(pointer, field.getKey()));
            }
        });
    }

    private void resolve(ObjectNode lookup, String pointer) {
        String name = lookup.get("operationId").asText();
        List<String> ids = operations.containsKey(name) ? List.of(name) : idsOf(name);
        if (ids.size() != 1) {
            problems.add(pointer + ": " + (ids.isEmpty() ? unknown(name) : ambiguous(name)));
            return;
        }
        String id = ids.get(0);
        JsonNode target = Objects.requireNonNull(operations.get(id));
        lookup.put("operationId", id);
        checkParameters(lookup.path("parameters"), target, id, pointer);
        String items = lookup.path("value-collection").asText()
                + lookup.path("itemsPath").asText();
        for (String of : PATHS) {
            String value = lookup.path(of).asText();
            String path = items.isEmpty() || value.isEmpty() ? value : items + "/" + value;
            if (!path.isEmpty() && !pointer.contains("file-picker") && !leadsSomewhere(path, target)) {
                problems.add(pointer + ": the answer of " + id + " has nothing at " + path);
            }
        }
        if (!items.isEmpty() && !pointer.contains("file-picker") && !leadsSomewhere(items, target)) {
            problems.add(pointer + ": the answer of " + id + " has nothing at " + items);
        }
    }

    /** Returns the ids of the operations that Java methods of this name have; none if no method has the name. */
    private List<String> idsOf(String name) {
        return methods.getOrDefault(name, Set.of()).stream()
                .map(OperationIds::of)
                .filter(operations::containsKey)
                .distinct()
                .toList();
    }

    private String unknown(String name) {
        return "there is no operation " + name + "; name a Java method of the connector or an operation id"
                + Spelling.didYouMean(name, operations.keySet());
    }

    private String ambiguous(String name) {
        List<String> candidates = methods.getOrDefault(name, Set.of()).stream()
                .map(method -> method.name() + " (" + OperationIds.of(method) + ")")
                .sorted()
                .toList();
        return name + " may be " + String.join(" or ", candidates)
                + "; write the class too, as in Orders.list, or an operation id";
    }

    private void checkParameters(JsonNode given, JsonNode target, String id, String pointer) {
        Set<String> known = new HashSet<>();
        boolean body = target.has("requestBody");
        for (JsonNode parameter : target.path("parameters")) {
            String name = parameter.path("name").asText();
            known.add(name);
            if (parameter.path("required").asBoolean() && !given.has(name)) {
                problems.add(pointer + ": " + id + " needs the parameter " + name);
            }
        }
        for (String name : JsonTrees.sortedNames(given)) {
            if (!known.contains(name) && !body) {
                problems.add(pointer + ": " + id + " takes no parameter " + name + Spelling.didYouMean(name, known));
            } else {
                checkValue(given.get(name), name, target, id, pointer);
            }
        }
    }

    /** Checks a fixed value against the type of the parameter that gets it, and a reference against what the user can have filled in. */
    private void checkValue(JsonNode given, String name, JsonNode target, String id, String pointer) {
        String reference = given.path("parameter").asText()
                + given.path("parameterReference").asText();
        if (!reference.isEmpty()) {
            Set<String> filled = fillable(pointer);
            String last = reference.substring(reference.lastIndexOf('/') + 1);
            if (last.equals(owner(pointer))) {
                problems.add(pointer + ": " + name + " of " + id + " takes the value of " + last
                        + ", which is the one that is looked up; name another parameter");
            } else if (!filled.contains(last)) {
                problems.add(pointer + ": nothing is called " + reference + " beside it, so " + name + " of " + id
                        + " stays empty" + Spelling.didYouMean(last, filled));
            }
            return;
        }
        JsonNode value = given.isObject() ? given.path("value") : given;
        for (JsonNode parameter : target.path("parameters")) {
            JsonNode type = target(parameter.path("schema"));
            if (parameter.path("name").asText().equals(name) && !value.isMissingNode() && !fits(value.asText(), type)) {
                problems.add(pointer + ": " + name + " of " + id + " takes "
                        + (type.has("enum")
                                ? "one of " + type.get("enum")
                                : "a value of the type " + type.path("type").asText()
                                        + (type.path("type").asText().equals("string") && type.has("format")
                                                ? " (" + type.path("format").asText() + ")"
                                                : ""))
                        + ", and not \"" + value.asText() + "\"");
            }
        }
    }

    /** Returns the name of the parameter or property that a lookup is for; empty text if it is for the whole body. */
    private String owner(String pointer) {
        String place = pointer.substring(0, pointer.indexOf("/x-ms-"));
        String parameter = openApi.at(place).path("name").asText();
        String parent = place.substring(0, place.lastIndexOf('/'));
        return parameter.isEmpty() && parent.endsWith("/properties")
                ? place.substring(place.lastIndexOf('/') + 1)
                : parameter;
    }

    private static boolean fits(String value, JsonNode type) {
        if (type.has("enum")) {
            for (JsonNode one : type.get("enum")) {
                if (one.asText().equals(value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (type.path("type").asText()) {
            case "integer" -> value.matches("[+-]?\\d+");
            case "number" -> value.matches("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
            case "boolean" -> value.equals("true") || value.equals("false");
            default -> hasFormat(value, type.path("format").asText());
        };
    }

    private static boolean hasFormat(String value, String format) {
        return switch (format) {
            case "date" -> value.matches(DATE);
            case "date-time", "date-no-tz" -> value.matches(DATE + "T\\d\\d:.+");
            case "uuid" -> value.matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
            default -> true;
        };
    }

    /** Returns the names of the parameters and properties of the operation that a lookup is in; of all, if it is in a component. */
    private Set<String> fillable(String pointer) {
        String[] steps = pointer.split("/", 5);
        boolean inOperation = steps.length == 5 && steps[1].equals("paths");
        JsonNode root = inOperation ? openApi.at("/paths/" + steps[2] + "/" + steps[3]) : openApi.path("paths");
        Set<String> names = new TreeSet<>();
        root.findValues("parameters")
                .forEach(parameters -> parameters.forEach(
                        parameter -> names.add(parameter.path("name").asText())));
        List<JsonNode> schemas = new ArrayList<>(List.of(root));
        openApi.at("/components/schemas").forEach(schemas::add);
        schemas.forEach(schema -> schema.findValues("properties")
                .forEach(properties -> properties.fieldNames().forEachRemaining(names::add)));
        return names;
    }

    /** Reports whether the success answer can have something there; an answer without properties can have anything. */
    private boolean leadsSomewhere(String path, JsonNode operation) {
        Iterator<JsonNode> answers = operation.at("/responses/200/content").iterator();
        JsonNode schema = answers.hasNext() ? answers.next().path("schema") : MissingNode.getInstance();
        for (String step : path.split("/", -1)) {
            schema = target(schema);
            if (!schema.has("properties")) {
                return true;
            }
            schema = schema.path("properties").path(step);
            if (schema.isMissingNode()) {
                return false;
            }
        }
        return true;
    }

    /** Returns the schema in which a step is looked up: references are followed, and a list is replaced by its elements. */
    private JsonNode target(JsonNode schema) {
        JsonNode target = schema;
        for (int depth = 0; depth < 20; depth++) {
            if (target.has("$ref")) {
                target = openApi.at(target.get("$ref").asText().substring(1));
            } else if (target.has("items")) {
                target = target.get("items");
            } else if (target.path("allOf").size() == 1) {
                target = target.path("allOf").get(0);
            }
        }
        return target;
    }
}

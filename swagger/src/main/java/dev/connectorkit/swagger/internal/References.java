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
import java.util.Set;

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
        JsonNode target = operations.get(id);
        lookup.put("operationId", id);
        checkParameters(lookup.path("parameters"), target, id, pointer);
        String items = lookup.path("value-collection").asText()
                + lookup.path("itemsPath").asText();
        String value = lookup.path("value-path").asText()
                + lookup.path("itemValuePath").asText();
        for (String path : List.of(items, items.isEmpty() || value.isEmpty() ? value : items + "/" + value)) {
            if (!path.isEmpty() && !pointer.contains("file-picker") && !leadsSomewhere(path, target)) {
                problems.add(pointer + ": the answer of " + id + " has nothing at " + path);
            }
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
            }
        }
    }

    /** Whether the success answer can have something there; an answer without properties can have anything. */
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

    /** What a step is looked up in: references are followed, and the elements of a list stand for it. */
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

package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The objects and lists of a Swagger 2.0 document that authors have changed by hand, as far as the toolkit works on them. */
public final class DocumentShape {

    private final List<String> problems = new ArrayList<>();

    private DocumentShape() {}

    /** Returns a sentence for each place that is neither absent nor the object or list that it must be. */
    public static List<String> problems(ObjectNode swagger) {
        DocumentShape shape = new DocumentShape();
        for (String part : List.of("info", "paths", "definitions")) {
            shape.isObject(swagger.path(part), "/" + part);
        }
        swagger.path("paths").properties().forEach(path -> {
            if (!path.getKey().startsWith("x-")) {
                shape.path(path.getValue(), JsonTrees.step("/paths", path.getKey()));
            }
        });
        return shape.problems;
    }

    private void path(JsonNode path, String pointer) {
        isObject(path, pointer);
        parameters(path, pointer);
        path.properties().forEach(method -> {
            if (!method.getKey().matches("parameters|\\$ref|x-.*")) {
                operation(method.getValue(), JsonTrees.step(pointer, method.getKey()));
            }
        });
    }

    private void operation(JsonNode operation, String pointer) {
        isObject(operation, pointer);
        parameters(operation, pointer);
        JsonNode responses = operation.path("responses");
        isObject(responses, pointer + "/responses");
        responses.properties().forEach(response -> {
            if (!response.getKey().startsWith("x-")) {
                isObject(response.getValue(), JsonTrees.step(pointer + "/responses", response.getKey()));
            }
        });
    }

    private void parameters(JsonNode holder, String pointer) {
        JsonNode parameters = holder.path("parameters");
        if (!parameters.isMissingNode() && !parameters.isArray()) {
            report(parameters, pointer + "/parameters", "a list");
        }
        for (int i = 0; i < parameters.size() && parameters.isArray(); i++) {
            isObject(parameters.get(i), pointer + "/parameters/" + i);
        }
    }

    private void isObject(JsonNode node, String pointer) {
        if (!node.isMissingNode() && !node.isObject()) {
            report(node, pointer, "an object");
        }
    }

    private void report(JsonNode node, String pointer, String expected) {
        problems.add(pointer + " must be " + expected + ", but is " + node);
    }
}

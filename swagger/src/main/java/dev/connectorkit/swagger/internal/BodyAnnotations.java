package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.annotations.DynamicSchema;
import dev.connectorkit.annotations.Summary;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes the annotations of a body parameter into the request body, and those of a method's answer into its success response, on an
 * OpenAPI 3 tree.
 */
final class BodyAnnotations {

    private static final ObjectMapper JSON = new ObjectMapper();

    private BodyAnnotations() {}

    static void write(ObjectNode openApi, List<Class<?>> resources) {
        Map<String, JsonNode> operations = new HashMap<>();
        for (JsonNode path : openApi.path("paths")) {
            path.forEach(
                    operation -> operations.put(operation.path("operationId").asText(), operation));
        }
        for (Class<?> resource : resources) {
            for (ResourceMethod method : ResourceMethod.of(resource)) {
                if (operations.get(OperationIds.of(method)) instanceof ObjectNode operation) {
                    request(operation, method.parameters());
                    response(operation, method.annotations());
                }
            }
        }
    }

    private static void request(ObjectNode operation, List<AnnotatedElement> parameters) {
        if (operation.get("requestBody") instanceof ObjectNode body) {
            parameters.stream()
                    .filter(parameter -> Stream.of(parameter.getAnnotations()).noneMatch(ResourceMethod::fills))
                    .findFirst()
                    .ifPresent(parameter -> {
                        List<Annotation> onBody = new ArrayList<>(List.of(parameter.getAnnotations()));
                        onBody.removeIf(annotation -> annotation instanceof DynamicSchema);
                        extend(body, onBody);
                        describe(body, parameter);
                        dynamic(body, parameter);
                    });
        }
    }

    private static void response(ObjectNode operation, AnnotatedElement method) {
        operation.path("responses").properties().forEach(response -> {
            if (response.getKey().startsWith("2")
                    && response.getValue() instanceof ObjectNode success
                    && success.has("content")) {
                Summary summary = method.getAnnotation(Summary.class);
                if (summary != null) {
                    success.put(Extensions.SUMMARY, summary.value());
                }
                describe(success, method);
                dynamic(success, method);
            }
        });
    }

    private static void describe(ObjectNode described, AnnotatedElement element) {
        Summary summary = element.getAnnotation(Summary.class);
        if (summary != null && !summary.description().isEmpty()) {
            described.put("description", summary.description());
        }
    }

    /** Writes a dynamic schema; a reference gets it as a part, because nothing may be beside a reference. */
    private static void dynamic(ObjectNode holder, AnnotatedElement element) {
        DynamicSchema dynamic = element.getAnnotation(DynamicSchema.class);
        if (dynamic == null) {
            return;
        }
        for (JsonNode media : holder.path("content")) {
            ObjectNode schema = ((ObjectNode) media).withObjectProperty("schema");
            if (schema.has("$ref")) {
                JsonNode reference = schema.remove("$ref");
                schema.putArray("allOf").addObject().set("$ref", reference);
            }
            extend(schema, List.of(dynamic));
        }
    }

    private static void extend(ObjectNode node, List<Annotation> annotations) {
        Extensions.of(annotations).forEach((name, value) -> node.set(name, JSON.valueToTree(value)));
    }
}

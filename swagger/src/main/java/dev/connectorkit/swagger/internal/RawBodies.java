package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.annotations.JaxRsAnnotations;
import io.swagger.v3.oas.models.Operation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Describes an array of bytes as raw where it is the whole body: JAX-RS writes base64 for properties alone. Other types of bytes, as a
 * {@link ByteBuffer} or an optional array, are Jackson's, and base64 everywhere.
 */
final class RawBodies {

    private static final String ENCODED_BODY = "x-encoded-body";
    private static final String ENCODED_ANSWER = "x-encoded-answer";

    private RawBodies() {}

    /** Marks an operation whose body or answer is base64 until {@link #write}. */
    static void mark(Operation operation, Method method) {
        if (isEncoded(method.getGenericReturnType())) {
            operation.addExtension(ENCODED_ANSWER, true);
        }
        List<AnnotatedElement> parameters = JaxRsAnnotations.ofParameters(method);
        for (int i = 0; i < parameters.size(); i++) {
            boolean body = Stream.of(parameters.get(i).getAnnotations()).noneMatch(ResourceMethod::fills);
            if (body && isEncoded(method.getGenericParameterTypes()[i])) {
                operation.addExtension(ENCODED_BODY, true);
            }
        }
    }

    private static boolean isEncoded(Type type) {
        JavaType java = Payload.ofWrapper(type).orElseGet(() -> Payload.javaType(type));
        return java.isReferenceType()
                || java.getRawClass() == Optional.class
                || ByteBuffer.class.isAssignableFrom(java.getRawClass())
                || java.getRawClass() == BinaryNode.class;
    }

    /** Corrects the bodies and answers of an OpenAPI 3 tree. */
    static void write(ObjectNode openApi) {
        for (JsonNode path : openApi.path("paths")) {
            for (JsonNode each : path) {
                if (each instanceof ObjectNode operation) {
                    if (operation.remove(ENCODED_BODY) == null) {
                        correct(operation.at("/requestBody/content"));
                    }
                    if (operation.remove(ENCODED_ANSWER) == null) {
                        operation.path("responses").forEach(response -> correct(response.path("content")));
                    }
                }
            }
        }
    }

    private static void correct(JsonNode content) {
        content.properties().forEach(media -> {
            if (media.getValue().at("/schema/format").asText().equals("byte")) {
                ((ObjectNode) media.getValue().get("schema")).put("format", "binary");
            }
        });
    }
}

package dev.connectorkit.swagger.internal;

import dev.connectorkit.annotations.Unsubscribable;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names the success of an operation: swagger-core knows only "default", and forgets the method's own answer where an annotation
 * declares another one.
 */
final class SuccessResponse {

    /** The codes of success whose answers have no body, or one that is not the method's. */
    private static final Set<String> BODILESS = Set.of("202", "204", "205");

    private final Method method;
    private final boolean defaultIsError;
    private final boolean declaredSuccess;
    private final Supplier<@Nullable Schema<?>> payload;
    private final List<String> mediaTypes;

    /**
     * @param declared the answers that annotations declare
     * @param payload the schema of the method's return type
     */
    SuccessResponse(
            Method method,
            List<io.swagger.v3.oas.annotations.responses.ApiResponse> declared,
            Supplier<@Nullable Schema<?>> payload,
            @Nullable Produces produces) {
        this.method = method;
        this.defaultIsError = declared.stream()
                .anyMatch(response ->
                        response.responseCode().equals(ApiResponses.DEFAULT) && response.content().length > 0);
        this.declaredSuccess =
                declared.stream().anyMatch(response -> response.responseCode().startsWith("2"));
        this.payload = payload;
        this.mediaTypes = produces == null ? List.of("*/*") : List.of(produces.value());
    }

    /** Reports whether annotations declare a success. */
    boolean isDeclared() {
        return declaredSuccess;
    }

    /** Returns the answers with a success that has the method's schema. */
    ApiResponses complete(@Nullable ApiResponses given) {
        ApiResponses responses = given == null ? new ApiResponses() : given;
        ApiResponse unnamed = defaultIsError ? null : responses.remove(ApiResponses.DEFAULT);
        Map<String, ApiResponse> successes = new LinkedHashMap<>(responses);
        successes.keySet().removeIf(code -> !code.startsWith("2"));
        if (successes.isEmpty() && !isElsewhere(responses)) {
            ApiResponses named = new ApiResponses();
            named.addApiResponse(isEmpty() ? "204" : "200", success(unnamed));
            named.putAll(responses);
            return named;
        }
        boolean described = successes.values().stream().anyMatch(success -> success.getContent() != null);
        successes.forEach((code, success) -> {
            if (!described && !BODILESS.contains(code)) {
                content(success);
            }
        });
        return responses;
    }

    private ApiResponse success(@Nullable ApiResponse unnamed) {
        ApiResponse success = new ApiResponse().description(isEmpty() ? "Done" : "OK");
        Content read = unnamed == null ? null : unnamed.getContent();
        boolean described = read != null && read.values().stream().allMatch(media -> media.getSchema() != null);
        if (described && !isEmpty() && !isBodiless()) {
            success.setContent(read);
        } else {
            content(success);
        }
        return success;
    }

    private void content(ApiResponse success) {
        Schema<?> schema = isEmpty() || isBodiless() ? null : payload.get();
        if (schema != null) {
            Content content = new Content();
            mediaTypes.forEach(type -> content.addMediaType(type, new MediaType().schema(schema)));
            success.setContent(content);
        }
    }

    /** Reports whether the answer is a redirection that the method builds itself. */
    private boolean isElsewhere(ApiResponses responses) {
        return method.getReturnType() == Response.class
                && responses.keySet().stream().anyMatch(code -> code.startsWith("3"));
    }

    private boolean isEmpty() {
        return Payload.isEmpty(method.getGenericReturnType())
                && Stream.of(method.getParameterTypes())
                        .noneMatch(type -> type == AsyncResponse.class || type == SseEventSink.class);
    }

    /** Reports whether the response has no body, or one whose type is only known at run time. */
    private boolean isBodiless() {
        Class<?> raw = Payload.ofWrapper(method.getGenericReturnType())
                .<Class<?>>map(type -> type.getRawClass())
                .orElse(method.getReturnType());
        return Response.class.isAssignableFrom(raw)
                || raw == void.class
                || raw.isAnnotationPresent(Unsubscribable.class);
    }
}

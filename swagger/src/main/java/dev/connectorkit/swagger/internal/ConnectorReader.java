package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.annotation.JsonView;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.annotations.JaxRsAnnotations;
import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.Unsubscribable;
import dev.connectorkit.annotations.WebhookAction;
import dev.connectorkit.annotations.WebhookTrigger;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.integration.SwaggerConfiguration;
import io.swagger.v3.oas.models.ExternalDocumentation;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.servers.Server;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** swagger-core's reader with our operation ids, triggers, and explicit responses. */
public final class ConnectorReader extends Reader {

    private ConnectorReader(SwaggerConfiguration configuration) {
        super(configuration);
    }

    /**
     * The OpenAPI 3.0 document of these resource classes.
     *
     * @param mapper the mapper of the wire
     * @param problems gets what cannot be read, one sentence each
     */
    public static ObjectNode read(Info info, List<Class<?>> resources, ObjectMapper mapper, List<String> problems) {
        ConnectorReader reader = new ConnectorReader(
                new SwaggerConfiguration().openAPI(new OpenAPI().info(info)).openAPI31(false));
        ObjectNode openApi = ReadSession.run(
                mapper, problems, () -> Json.mapper().valueToTree(reader.read(new LinkedHashSet<>(resources))));
        BodyAnnotations.write(openApi, resources);
        return openApi;
    }

    @Override
    protected Operation parseMethod(
            Class<?> resource,
            Method method,
            List<Parameter> globalParameters,
            @Nullable Produces methodProduces,
            @Nullable Produces classProduces,
            @Nullable Consumes methodConsumes,
            @Nullable Consumes classConsumes,
            List<SecurityRequirement> classSecurityRequirements,
            Optional<ExternalDocumentation> classExternalDocs,
            Set<String> classTags,
            List<Server> classServers,
            boolean isSubresource,
            RequestBody parentRequestBody,
            ApiResponses parentResponses,
            JsonView jsonView,
            io.swagger.v3.oas.annotations.responses.ApiResponse[] classResponses,
            AnnotatedMethod annotatedMethod) {
        Operation operation = super.parseMethod(
                resource,
                method,
                globalParameters,
                methodProduces,
                classProduces,
                methodConsumes,
                classConsumes,
                classSecurityRequirements,
                classExternalDocs,
                classTags,
                classServers,
                isSubresource,
                parentRequestBody,
                parentResponses,
                jsonView,
                classResponses,
                annotatedMethod);
        operation.setOperationId(OperationIds.of(method));
        AnnotatedElement annotations = JaxRsAnnotations.of(method);
        OperationExtensions.add(operation, method, annotations);
        PollTrigger poll = annotations.getAnnotation(PollTrigger.class);
        WebhookTrigger trigger = annotations.getAnnotation(WebhookTrigger.class);
        WebhookAction action = annotations.getAnnotation(WebhookAction.class);
        if (poll != null) {
            TriggerOperation.poll(operation, method, poll);
        } else if (trigger != null) {
            TriggerOperation.webhookTrigger(operation, trigger);
            String described = trigger.notificationDescription();
            TriggerOperation.webhook(
                    operation,
                    schema(trigger.notification()),
                    described.isEmpty() ? TriggerOperation.sentence("What is sent ", trigger.summary()) : described);
        } else if (action != null) {
            TriggerOperation.webhook(operation, schema(action.notification()), action.notificationDescription());
        } else {
            nameSuccess(operation, method);
            if (Payload.isAccepted(method.getGenericReturnType())) {
                AcceptedOperation.accepted(operation);
            }
        }
        return operation;
    }

    private Schema<?> schema(Class<?> type) {
        ResolvedSchema resolved =
                ModelConverters.getInstance(false).resolveAsResolvedSchema(new AnnotatedType(type).resolveAsRef(true));
        if (getOpenAPI().getComponents() == null) {
            getOpenAPI().setComponents(getComponents());
        }
        resolved.referencedSchemas.forEach(getComponents()::addSchemas);
        return resolved.schema;
    }

    /** swagger-core knows only a "default" response; designers want to see which success there is. */
    private static void nameSuccess(Operation operation, Method method) {
        ApiResponses responses = operation.getResponses();
        ApiResponse unnamed = responses == null ? null : responses.get(ApiResponses.DEFAULT);
        boolean named = responses != null && responses.keySet().stream().anyMatch(code -> code.startsWith("2"));
        if (named || (responses != null && unnamed == null && !responses.isEmpty())) {
            return;
        }
        boolean empty = method.getReturnType() == void.class;
        boolean bodiless = empty || method.getReturnType().isAnnotationPresent(Unsubscribable.class);
        ApiResponses explicit = new ApiResponses();
        ApiResponse success = bodiless || unnamed == null ? new ApiResponse() : unnamed;
        explicit.addApiResponse(empty ? "204" : "200", success.description(empty ? "Done" : "OK"));
        if (responses != null) {
            responses.remove(ApiResponses.DEFAULT);
            explicit.putAll(responses);
        }
        operation.setResponses(explicit);
    }
}

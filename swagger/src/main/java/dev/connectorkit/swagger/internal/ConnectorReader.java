package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.annotation.JsonView;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.annotations.JaxRsAnnotations;
import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.WebhookAction;
import dev.connectorkit.annotations.WebhookTrigger;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtensions;
import io.swagger.v3.oas.integration.SwaggerConfiguration;
import io.swagger.v3.oas.integration.api.OpenAPIConfiguration;
import io.swagger.v3.oas.models.ExternalDocumentation;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.servers.Server;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** swagger-core's reader with our operation ids, triggers, and explicit responses. */
public final class ConnectorReader extends Reader {

    private static final Pattern CODE = Pattern.compile("default|[1-5](\\d\\d|XX)");

    private final List<String> problems;
    private Class<?> reading = Object.class;

    private ConnectorReader(SwaggerConfiguration configuration, List<String> problems) {
        super(configuration);
        this.problems = problems;
    }

    /**
     * Returns the OpenAPI 3.0 document of these resource classes.
     *
     * @param mapper the mapper of the wire
     * @param problems gets what cannot be read, one sentence each
     */
    public static ObjectNode read(Info info, List<Class<?>> resources, ObjectMapper mapper, List<String> problems) {
        ConnectorReader reader = new ConnectorReader(new SwaggerConfiguration().openAPI31(false), problems);
        ObjectNode openApi = ReadSession.run(mapper, problems, () -> {
            OpenAPI read = reader.read(new LinkedHashSet<>(resources));
            return Json.mapper().valueToTree(read.getInfo() == null ? read.info(info) : read);
        });
        ComponentNames.write(openApi, problems);
        RawBodies.write(openApi);
        BodyAnnotations.write(openApi, resources);
        SizeLimits.removeUnset(openApi);
        return openApi;
    }

    /** Takes the configuration as it is: swagger-core would copy it through JSON, which takes longer than to read a small connector. */
    @Override
    public void setConfiguration(OpenAPIConfiguration configuration) {
        config = configuration;
    }

    /** Keeps the resource that is read: swagger-core gives the class of its description to {@link #parseMethod}. */
    @Override
    public OpenAPI read(
            Class<?> resource,
            String parentPath,
            String parentMethod,
            boolean isSubresource,
            RequestBody parentRequestBody,
            ApiResponses parentResponses,
            Set<String> parentTags,
            List<Parameter> parentParameters,
            Set<Class<?>> scannedResources) {
        Class<?> outer = reading;
        reading = resource;
        try {
            return super.read(
                    resource,
                    parentPath,
                    parentMethod,
                    isSubresource,
                    parentRequestBody,
                    parentResponses,
                    parentTags,
                    parentParameters,
                    scannedResources);
        } finally {
            reading = outer;
        }
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
        ofSetters(reading, classConsumes).forEach(operation::addParametersItem);
        AnnotatedElement annotations = JaxRsAnnotations.of(method);
        OperationExtensions.add(operation, method, annotations);
        RawBodies.mark(operation, method);
        PollTrigger poll = annotations.getAnnotation(PollTrigger.class);
        WebhookTrigger trigger = annotations.getAnnotation(WebhookTrigger.class);
        WebhookAction action = annotations.getAnnotation(WebhookAction.class);
        SuccessResponse success = new SuccessResponse(
                method,
                declared(
                        method.getDeclaringClass().getSimpleName() + "." + method.getName(),
                        annotations,
                        classResponses),
                () -> schema(method.getGenericReturnType(), jsonView),
                methodProduces == null ? classProduces : methodProduces);
        if (poll != null) {
            operation.setResponses(success.complete(operation.getResponses()));
            TriggerOperation.poll(operation, method, poll);
        } else if (trigger != null) {
            TriggerOperation.webhookTrigger(operation, trigger);
            String described = trigger.notificationDescription();
            TriggerOperation.webhook(
                    operation,
                    schema(trigger.notification()),
                    described.isEmpty() ? TriggerOperation.sentence("Sent ", trigger.summary()) : described);
        } else if (action != null) {
            TriggerOperation.webhook(operation, schema(action.notification()), action.notificationDescription());
        } else {
            operation.setResponses(success.complete(operation.getResponses()));
            if (Payload.isAccepted(method.getGenericReturnType())) {
                AcceptedOperation.accepted(operation);
            } else if (Payload.mayBeAccepted(method) && !success.isDeclared()) {
                AcceptedOperation.addAnswer(operation);
            }
        }
        return operation;
    }

    /** Returns the parameters of a resource's setters; swagger-core has those of its fields and constructor. */
    private List<Parameter> ofSetters(Class<?> resource, @Nullable Consumes consumes) {
        List<Parameter> parameters = new ArrayList<>();
        for (BeanSite site : BeanSite.of(resource)) {
            if (site.element() instanceof Method setter && ParameterCheck.isConverted(setter)) {
                Iterator<OpenAPIExtension> chain = OpenAPIExtensions.chain();
                parameters.addAll(chain.next()
                        .extractParameters(
                                List.of(setter.getAnnotations()),
                                site.type(),
                                new HashSet<>(),
                                getComponents(),
                                consumes,
                                null,
                                false,
                                null,
                                chain)
                        .parameters);
            }
        }
        return parameters;
    }

    private Schema<?> schema(Class<?> type) {
        return Objects.requireNonNull(schema(type, null));
    }

    private @Nullable Schema<?> schema(Type type, @Nullable JsonView view) {
        ResolvedSchema resolved = ModelConverters.getInstance(false)
                .resolveAsResolvedSchema(
                        new AnnotatedType(type).resolveAsRef(true).jsonViewAnnotation(view));
        if (resolved.schema == null) {
            return null;
        }
        if (getOpenAPI().getComponents() == null) {
            getOpenAPI().setComponents(getComponents());
        }
        resolved.referencedSchemas.forEach(getComponents()::addSchemas);
        return resolved.schema;
    }

    /** Returns the answers that annotations of the method, its operation and its class declare. */
    private List<io.swagger.v3.oas.annotations.responses.ApiResponse> declared(
            String name,
            AnnotatedElement annotations,
            io.swagger.v3.oas.annotations.responses.ApiResponse @Nullable [] ofClass) {
        List<io.swagger.v3.oas.annotations.responses.ApiResponse> declared = new ArrayList<>();
        for (Annotation annotation : annotations.getAnnotations()) {
            if (annotation instanceof io.swagger.v3.oas.annotations.responses.ApiResponse one) {
                declared.add(one);
            } else if (annotation instanceof io.swagger.v3.oas.annotations.responses.ApiResponses several) {
                declared.addAll(List.of(several.value()));
            } else if (annotation instanceof io.swagger.v3.oas.annotations.Operation operation) {
                declared.addAll(List.of(operation.responses()));
            }
        }
        if (ofClass != null) {
            declared.addAll(Arrays.asList(ofClass));
        }
        declared.stream()
                .map(io.swagger.v3.oas.annotations.responses.ApiResponse::responseCode)
                .filter(code -> !CODE.matcher(code).matches())
                .forEach(code -> problems.add(name + " declares an answer with the code \"" + code
                        + "\"; write a status such as 200, or default"));
        return declared;
    }
}

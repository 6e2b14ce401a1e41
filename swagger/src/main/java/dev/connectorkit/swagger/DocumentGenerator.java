package dev.connectorkit.swagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.swagger.internal.AcceptedOperation;
import dev.connectorkit.swagger.internal.CallbackChain;
import dev.connectorkit.swagger.internal.ConnectorReader;
import dev.connectorkit.swagger.internal.CoverageCheck;
import dev.connectorkit.swagger.internal.DocumentShape;
import dev.connectorkit.swagger.internal.DynamicSchemaTargets;
import dev.connectorkit.swagger.internal.HandWrittenDocument;
import dev.connectorkit.swagger.internal.LegacyTriggers;
import dev.connectorkit.swagger.internal.References;
import dev.connectorkit.swagger.internal.RequiredBodies;
import dev.connectorkit.swagger.internal.RootExtensions;
import dev.connectorkit.swagger.internal.Swagger2Converter;
import dev.connectorkit.swagger.internal.UndefinedSecurity;
import dev.connectorkit.swagger.internal.UnsubscribeOperation;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import java.util.ArrayList;
import java.util.List;

/** Generates the documents of a {@link ConnectorDescription}: classes to OpenAPI 3, and that to Swagger 2.0. */
final class DocumentGenerator {

    private final ConnectorDescription description;
    private final List<Class<?>> resources;
    private final List<String> problems;

    DocumentGenerator(ConnectorDescription description) {
        this.description = description;
        this.resources = description.resources();
        this.problems = new ArrayList<>(ConnectorValidator.problems(resources));
    }

    /** @throws InvalidConnectorException with all problems at once */
    ConnectorDocument generate() {
        ObjectNode openApi = openApi();
        Swagger2Converter converter = new Swagger2Converter(openApi);
        ObjectNode swagger = converter.convert();
        problems.addAll(RootExtensions.withoutAllowed(converter.losses(), openApi, resources));
        if (!problems.isEmpty()) {
            throw new InvalidConnectorException(problems);
        }
        swagger = description.replacement().orElse(swagger);
        requireShape("The document of replaceWith", swagger);
        try {
            HandWrittenDocument.mergeOver(swagger);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()), e);
        }
        requireShape(HandWrittenDocument.FILE, swagger);
        DynamicSchemaTargets.inline(swagger);
        LegacyTriggers.addTo(swagger);
        for (DocumentFilter filter : description.filters()) {
            apply(filter, swagger);
        }
        return new ConnectorDocument(openApi, swagger);
    }

    private ObjectNode openApi() {
        ObjectNode openApi = ConnectorReader.read(info(), resources, description.objectMapper(), problems);
        problems.addAll(CoverageCheck.problems(openApi, resources));
        UnsubscribeOperation.addTo(openApi);
        AcceptedOperation.addTo(openApi);
        RootExtensions.add(openApi, resources);
        description
                .metadata()
                .ifPresent(metadata -> RootExtensions.metadata(
                        openApi,
                        metadata.website().toString(),
                        metadata.privacyPolicy().toString(),
                        metadata.categories()));
        description
                .security()
                .ifPresent(security ->
                        RootExtensions.secure(openApi, security.schemeName(), security.scheme(), security.scopes()));
        problems.addAll(CallbackChain.complete(openApi));
        RequiredBodies.write(openApi);
        problems.addAll(UndefinedSecurity.problems(openApi));
        problems.addAll(References.resolve(openApi, resources));
        return openApi;
    }

    private Info info() {
        Info info = new Info().title(description.title()).version(description.version());
        if (!description.description().isEmpty()) {
            info.setDescription(description.description());
        }
        description
                .contact()
                .ifPresent(contact -> info.setContact(new Contact()
                        .name(contact.name())
                        .url(contact.url().toString())
                        .email(contact.email())));
        return info;
    }

    private static void requireShape(String author, ObjectNode swagger) {
        List<String> problems = DocumentShape.problems(swagger);
        if (!problems.isEmpty()) {
            throw new InvalidConnectorException(
                    problems.stream().map(problem -> author + ": " + problem).toList());
        }
    }

    private static InvalidConnectorException invalid(String problem, RuntimeException cause) {
        InvalidConnectorException invalid = new InvalidConnectorException(List.of(problem));
        invalid.initCause(cause);
        return invalid;
    }

    private static void apply(DocumentFilter filter, ObjectNode swagger) {
        String name = "The filter " + filter.getClass().getName();
        try {
            filter(swagger, filter);
        } catch (RuntimeException e) {
            throw invalid(name + " failed: " + e, e);
        }
        requireShape(name, swagger);
    }

    private static void filter(ObjectNode swagger, DocumentFilter filter) {
        swagger.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (method.getValue() instanceof ObjectNode operation && operation.has("responses")) {
                        for (JsonNode parameter : operation.path("parameters")) {
                            filter.parameter((ObjectNode) parameter, operation);
                        }
                        filter.operation(operation, method.getKey(), path.getKey());
                    }
                }));
        filter.document(swagger);
    }
}

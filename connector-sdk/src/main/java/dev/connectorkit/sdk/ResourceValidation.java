package dev.connectorkit.sdk;

import dev.connectorkit.sdk.action.ActionService;
import dev.connectorkit.sdk.durable.OrchestrationService;
import dev.connectorkit.sdk.poll.PollFeature;
import dev.connectorkit.swagger.ConnectorDocument;
import dev.connectorkit.swagger.ConnectorDocumentBuilder;
import dev.connectorkit.swagger.InvalidConnectorException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Configuration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.glassfish.jersey.server.model.internal.ModelHelper;

/** Validates the resources of an application before it starts, so that mistakes fail the start instead of the first request. */
final class ResourceValidation {

    private final Settings settings;
    private final PollFeature polling;

    ResourceValidation(Settings settings, PollFeature polling) {
        this.settings = settings;
        this.polling = polling;
    }

    /**
     * Returns the description of the resources.
     *
     * @throws InvalidConnectorException with all problems at once
     */
    ConnectorDocument check(Configuration application) {
        List<Class<?>> resources = resources(application);
        List<String> problems = new ArrayList<>();
        ConnectorDocument document = null;
        try {
            document = describe(resources);
        } catch (InvalidConnectorException e) {
            problems.addAll(e.problems());
        }
        problems.addAll(polling.problems(resources));
        if (!settings.actions.isEmpty()) {
            problems.addAll(ActionService.problems(resources));
        }
        if (document == null || !problems.isEmpty()) {
            throw new InvalidConnectorException(problems);
        }
        return document;
    }

    private ConnectorDocument describe(List<Class<?>> resources) {
        List<Class<?>> described = new ArrayList<>(resources);
        if (settings.orchestrations != null) {
            described.addAll(OrchestrationService.documented(settings.orchestrationOptions));
        }
        ConnectorDocumentBuilder draft = ConnectorDocument.builder()
                .title(settings.title)
                .description(settings.description)
                .version(settings.version)
                .resources(described);
        if (settings.authentication != null) {
            draft.security(settings.authentication.security());
        }
        return settings.describe.apply(draft).build();
    }

    /** Sorted by name: the order of registration is not part of a JAX-RS configuration. */
    private static List<Class<?>> resources(Configuration application) {
        Set<Class<?>> resources = new LinkedHashSet<>();
        Stream.concat(
                        application.getClasses().stream(),
                        application.getInstances().stream().map(Object::getClass))
                .map(ResourceValidation::annotated)
                .filter(type -> type.isAnnotationPresent(Path.class))
                .sorted(Comparator.comparing(Class::getName))
                .forEach(resources::add);
        return new ArrayList<>(resources);
    }

    /** A proxy of a container is a subclass of the resource. */
    private static Class<?> annotated(Class<?> type) {
        Class<?> annotated = ModelHelper.getAnnotatedResourceClass(type);
        return annotated.isInterface() ? type : annotated;
    }
}

package dev.connectorkit.sdk;

import dev.connectorkit.annotations.JaxRsAnnotations;
import dev.connectorkit.http.MapperCheck;
import dev.connectorkit.http.MethodAccessCheck;
import dev.connectorkit.sdk.durable.OrchestrationOptions;
import dev.connectorkit.swagger.ConnectorDescription;
import dev.connectorkit.swagger.ConnectorDocument;
import dev.connectorkit.swagger.InvalidConnectorException;
import io.swagger.v3.oas.annotations.Hidden;
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

    ResourceValidation(Settings settings) {
        this.settings = settings;
    }

    /**
     * Returns the description of the resources.
     *
     * @throws InvalidConnectorException with all problems at once
     */
    ConnectorDocument check(Configuration application) {
        Set<Class<?>> resources = resources(application);
        List<String> problems = new ArrayList<>(differences(resources));
        problems.addAll(new HandleCheck(settings).problems(application));
        problems.addAll(MethodAccessCheck.problems(resources));
        problems.addAll(new MapperCheck(settings.mapper).problems(application));
        ConnectorDocument document = null;
        try {
            document = ConnectorDocument.of(description(resources));
        } catch (InvalidConnectorException e) {
            problems.addAll(e.problems());
        }
        if (document == null || !problems.isEmpty()) {
            throw new InvalidConnectorException(problems);
        }
        return document;
    }

    private ConnectorDescription description(Set<Class<?>> resources) {
        ConnectorDescription.Builder description =
                settings.description.toBuilder().objectMapper(settings.mapper).resources(resources);
        if (settings.authentication != null && settings.description.security().isEmpty()) {
            description.security(settings.authentication.security());
        }
        return description.build();
    }

    /** Returns the resources by which a description that names any differs from the application: an exported package would be wrong. */
    private List<String> differences(Set<Class<?>> registered) {
        List<Class<?>> described = settings.description.resources();
        List<String> differences = new ArrayList<>();
        for (Class<?> resource : described) {
            if (!registered.contains(resource)) {
                differences.add("The description names " + resource.getSimpleName()
                        + ", which is not registered with the server; register it, or remove it from the description");
            }
        }
        for (Class<?> resource : registered) {
            boolean hidden = JaxRsAnnotations.of(resource).isAnnotationPresent(Hidden.class);
            if (!described.isEmpty() && !described.contains(resource) && !hidden) {
                differences.add(
                        resource.getSimpleName()
                                + " is registered with the server, and the description does not name it; add it to the description");
            }
        }
        return differences;
    }

    /** Sorted by name: the order of registration is not part of a JAX-RS configuration. */
    private Set<Class<?>> resources(Configuration application) {
        Set<Class<?>> resources = new LinkedHashSet<>();
        Stream.concat(
                        application.getClasses().stream(),
                        application.getInstances().stream().map(Object::getClass))
                .map(ResourceValidation::resource)
                .filter(type -> JaxRsAnnotations.of(type).isAnnotationPresent(Path.class))
                .sorted(Comparator.comparing(Class::getName))
                .forEach(resources::add);
        if (settings.orchestrations != null && settings.orchestrationOptions.isManagementApiDocumented()) {
            resources.addAll(OrchestrationOptions.managementApiResources());
        }
        return resources;
    }

    /** A proxy of a container is a subclass of the resource. */
    private static Class<?> resource(Class<?> type) {
        Class<?> annotated = ModelHelper.getAnnotatedResourceClass(type);
        return annotated.isInterface() ? type : annotated;
    }
}

package dev.connectorkit.server;

import dev.connectorkit.annotations.JaxRsAnnotations;
import dev.connectorkit.sdk.durable.OrchestrationHost;
import dev.connectorkit.swagger.ConnectorDescription;
import dev.connectorkit.swagger.ConnectorDocument;
import dev.connectorkit.swagger.InvalidConnectorException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Validates the resources before the server starts, so that mistakes fail the start instead of the first request. */
final class BootCheck {

    private final ConnectorServerBuilder told;

    BootCheck(ConnectorServerBuilder told) {
        this.told = told;
    }

    /**
     * Returns the document of the resources.
     *
     * @throws InvalidConnectorException with all problems at once
     */
    ConnectorDocument passed() {
        Set<Class<?>> registered = registered();
        List<String> problems = new ArrayList<>(differences(registered));
        ConnectorDocument document = null;
        try {
            document = ConnectorDocument.of(description(registered));
        } catch (InvalidConnectorException e) {
            problems.addAll(e.problems());
        }
        if (document == null || !problems.isEmpty()) {
            throw new InvalidConnectorException(problems);
        }
        return document;
    }

    private ConnectorDescription description(Set<Class<?>> registered) {
        ConnectorDescription.Builder description = told.description.toBuilder().resources(registered);
        if (told.authentication != null && told.description.security().isEmpty()) {
            description.security(told.authentication.security());
        }
        return description.build();
    }

    /** Returns the resources by which a description that names any differs from what is served: an exported package would be wrong. */
    private List<String> differences(Set<Class<?>> registered) {
        List<Class<?>> described = told.description.resources();
        List<String> differences = new ArrayList<>();
        for (Class<?> resource : described) {
            if (!registered.contains(resource)) {
                differences.add("The description names " + resource.getSimpleName()
                        + ", which is not registered with the server; register it, or remove it from the description");
            }
        }
        for (Class<?> resource : registered) {
            if (!described.isEmpty() && !described.contains(resource) && !isHidden(resource)) {
                differences.add(
                        resource.getSimpleName()
                                + " is registered with the server, and the description does not name it; add it to the description");
            }
        }
        return differences;
    }

    private static boolean isHidden(Class<?> resource) {
        return JaxRsAnnotations.of(resource).isAnnotationPresent(Hidden.class);
    }

    private Set<Class<?>> registered() {
        Set<Class<?>> resources = new LinkedHashSet<>();
        for (Object component : told.components) {
            Class<?> type = component instanceof Class<?> itself ? itself : component.getClass();
            if (JaxRsAnnotations.of(type).isAnnotationPresent(Path.class)) {
                resources.add(type);
            }
        }
        if (told.orchestrations != null) {
            resources.addAll(OrchestrationHost.RESOURCES);
        }
        return resources;
    }
}

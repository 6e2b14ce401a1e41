package dev.connectorkit.server;

import dev.connectorkit.sdk.action.StatusPaths;
import dev.connectorkit.sdk.durable.OrchestrationHost;
import dev.connectorkit.sdk.poll.PollFeature;
import dev.connectorkit.swagger.ConnectorDocument;
import dev.connectorkit.swagger.ConnectorDocumentBuilder;
import dev.connectorkit.swagger.InvalidConnectorException;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;

/** What is looked for in a connector before it starts: a mistake that a request would meet is told before there are any. */
final class BootCheck {

    private final ConnectorServerBuilder told;

    BootCheck(ConnectorServerBuilder told) {
        this.told = told;
    }

    /**
     * The document of the resources.
     *
     * @throws InvalidConnectorException with all problems at once
     */
    ConnectorDocument passed(PollFeature poll) {
        List<Class<?>> resources = resources();
        List<String> problems = new ArrayList<>();
        ConnectorDocument document = null;
        try {
            ConnectorDocumentBuilder draft = ConnectorDocument.builder()
                    .title(told.title)
                    .description(told.description)
                    .version(told.version)
                    .resources(resources);
            if (told.authentication != null) {
                draft.security(told.authentication.security());
            }
            document = told.describe.apply(draft).build();
        } catch (InvalidConnectorException e) {
            problems.addAll(e.problems());
        }
        problems.addAll(poll.problems(resources));
        if (!told.actions.isEmpty()) {
            problems.addAll(StatusPaths.problems(resources));
        }
        if (document == null || !problems.isEmpty()) {
            throw new InvalidConnectorException(problems);
        }
        return document;
    }

    private List<Class<?>> resources() {
        List<Class<?>> resources = new ArrayList<>();
        for (Object component : told.components) {
            Class<?> type = component instanceof Class<?> itself ? itself : component.getClass();
            if (type.isAnnotationPresent(Path.class)) {
                resources.add(type);
            }
        }
        if (told.orchestrations != null) {
            resources.addAll(OrchestrationHost.RESOURCES);
        }
        return resources;
    }
}

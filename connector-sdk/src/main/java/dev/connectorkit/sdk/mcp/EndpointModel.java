package dev.connectorkit.sdk.mcp;

import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.MediaType;
import org.glassfish.jersey.server.model.ModelProcessor;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceModel;

/** Adds the endpoint to the resources, at its configured path. Other methods than POST get a 405, since there are no streams to open. */
@Priority(Integer.MAX_VALUE - 1) // before OPTIONS methods are made of what there is
final class EndpointModel implements ModelProcessor {

    private final String path;
    private final McpEndpoint endpoint;

    /** Creates the processor. */
    public EndpointModel(String path, McpEndpoint endpoint) {
        this.path = path;
        this.endpoint = endpoint;
    }

    @Override
    public ResourceModel processResourceModel(ResourceModel model, Configuration configuration) {
        Resource.Builder resource = Resource.builder(path);
        resource.addMethod("POST")
                .consumes(MediaType.APPLICATION_JSON_TYPE)
                .produces(MediaType.APPLICATION_JSON_TYPE)
                .handledBy(endpoint, McpEndpoint.POST);
        return new ResourceModel.Builder(model, false)
                .addResource(resource.build())
                .build();
    }

    @Override
    public ResourceModel processSubResource(ResourceModel model, Configuration configuration) {
        return model;
    }
}

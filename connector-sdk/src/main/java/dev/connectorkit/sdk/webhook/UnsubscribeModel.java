package dev.connectorkit.sdk.webhook;

import dev.connectorkit.annotations.JaxRsAnnotations;
import dev.connectorkit.annotations.PushTrigger;
import dev.connectorkit.callbacks.CallbackService;
import dev.connectorkit.callbacks.Subscribed;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Configuration;
import java.lang.reflect.Method;
import java.util.List;
import org.glassfish.jersey.server.model.ModelProcessor;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.glassfish.jersey.server.model.ResourceModel;

/** Adds the DELETE of the subscription to every subscribe method, unless the author has written one. */
@Priority(Integer.MAX_VALUE - 1) // before OPTIONS methods are made of what there is
public final class UnsubscribeModel implements ModelProcessor {

    private final CallbackService callbacks;

    /** Creates the processor for the subscriptions of this service. */
    public UnsubscribeModel(CallbackService callbacks) {
        this.callbacks = callbacks;
    }

    @Override
    public ResourceModel processResourceModel(ResourceModel model, Configuration configuration) {
        ResourceModel.Builder extended = new ResourceModel.Builder(model, false);
        for (Resource root : model.getRootResources()) {
            extend(extended, root, "", root);
            for (Resource child : root.getChildResources()) {
                extend(extended, root, child.getPath(), child);
            }
        }
        return extended.build();
    }

    @Override
    public ResourceModel processSubResource(ResourceModel model, Configuration configuration) {
        return model;
    }

    private void extend(ResourceModel.Builder extended, Resource root, String path, Resource resource) {
        for (ResourceMethod method : resource.getResourceMethods()) {
            Method handler = method.getInvocable().getHandlingMethod();
            if (handler.getReturnType() != Subscribed.class) {
                continue;
            }
            boolean push = JaxRsAnnotations.of(handler).isAnnotationPresent(PushTrigger.class);
            String where = push ? path : (path.isEmpty() ? "" : path + "/") + "{" + Unsubscribe.TOKEN + "}";
            if (!hasDelete(root, where)) {
                Resource.Builder added = Resource.builder(root.getPath());
                Resource.Builder at = where.isEmpty() ? added : added.addChildResource(where);
                at.addMethod("DELETE").handledBy(push ? new Unsubscribe.Push(callbacks) : new Unsubscribe(callbacks));
                extended.addResource(added.build());
            }
        }
    }

    private static boolean hasDelete(Resource root, String path) {
        List<Resource> there = path.isEmpty()
                ? List.of(root)
                : root.getChildResources().stream()
                        .filter(child -> template(child.getPath()).equals(template(path)))
                        .toList();
        return there.stream()
                .flatMap(resource -> resource.getResourceMethods().stream())
                .anyMatch(method -> method.getHttpMethod().equals("DELETE"));
    }

    /** Two that match the same requests are equal. */
    private static String template(String path) {
        return path.replaceAll("^/+|/+$", "").replaceAll("\\{[^}]*}", "{}");
    }
}

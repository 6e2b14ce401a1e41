package dev.connectorkit.swagger.internal;

import dev.connectorkit.annotations.OperationTraits;
import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.PushTrigger;
import dev.connectorkit.annotations.Revision;
import dev.connectorkit.annotations.SimulatedBy;
import dev.connectorkit.annotations.Tool;
import dev.connectorkit.annotations.Unsubscribable;
import dev.connectorkit.annotations.Visibility;
import io.swagger.v3.oas.models.Operation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Map;

/** Writes the annotations of a resource method into its operation. */
final class OperationExtensions {

    private OperationExtensions() {}

    static void add(Operation operation, Method method, AnnotatedElement annotations) {
        Visibility visibility = annotations.getAnnotation(Visibility.class);
        if (visibility != null) {
            operation.addExtension(Extensions.VISIBILITY, Extensions.value(visibility.value()));
        }
        OperationTraits traits = annotations.getAnnotation(OperationTraits.class);
        if (traits != null) {
            add(operation, traits);
        }
        Tool tool = annotations.getAnnotation(Tool.class);
        if (tool != null && !tool.name().isEmpty()) {
            operation.addExtension("x-ms-name-for-model", tool.name());
        }
        if (tool != null && !tool.description().isEmpty()) {
            operation.addExtension("x-ms-description-for-model", tool.description());
        }
        if (Payload.ofPage(method.getGenericReturnType()).isPresent()) {
            operation.addExtension("x-ms-pageable", DynamicExtensions.map("nextLinkName", "nextLink"));
        }
        Revision revision = annotations.getAnnotation(Revision.class);
        if (revision != null) {
            operation.addExtension("x-ms-api-annotation", annotation(revision));
            if (!revision.replacedBy().isEmpty()) {
                operation.setDeprecated(true);
            }
        }
        SimulatedBy simulated = annotations.getAnnotation(SimulatedBy.class);
        if (simulated != null) {
            operation.addExtension(
                    "x-ms-operation-context",
                    DynamicExtensions.map(
                            "simulate",
                            DynamicExtensions.map(
                                    "operationId",
                                    simulated.operation(),
                                    "parameters",
                                    DynamicExtensions.oldParameters(simulated.parameters()))));
        }
        PollTrigger poll = annotations.getAnnotation(PollTrigger.class);
        if (poll != null && !poll.notifiedBy().isEmpty()) {
            operation.addExtension(Extensions.NOTIFICATION, DynamicExtensions.map("operationId", poll.notifiedBy()));
        }
        if (method.getReturnType().isAnnotationPresent(Unsubscribable.class)) {
            operation.addExtension(UnsubscribeOperation.MARK, true);
        }
        PushTrigger push = annotations.getAnnotation(PushTrigger.class);
        if (push != null) {
            operation.setSummary(push.summary());
            operation.setDescription(TriggerOperation.description("", push.summary()));
            operation.addExtension(Extensions.SCHEDULER_TRIGGER, "push"); // the profile for designers drops it
        }
    }

    private static void add(Operation operation, OperationTraits traits) {
        if (traits.safe()) {
            operation.addExtension("x-ms-safe-operation", true);
        }
        if (traits.noGenericTest()) {
            operation.addExtension("x-ms-no-generic-test", true);
        }
        if (traits.confirm()) {
            operation.addExtension("x-ms-require-user-confirmation", true);
        }
        if (traits.chunkTransfer()) {
            operation.addExtension(Extensions.CAPABILITIES, DynamicExtensions.map("chunkTransfer", true));
        }
        if (!traits.nextLink().isEmpty()) {
            operation.addExtension("x-ms-pageable", DynamicExtensions.map("nextLinkName", traits.nextLink()));
        }
    }

    private static Map<String, Object> annotation(Revision revision) {
        Map<String, Object> annotation = DynamicExtensions.map(
                "family", revision.family(),
                "revision", revision.number(),
                "status", revision.status() == Revision.Status.PREVIEW ? "Preview" : "Production");
        if (!revision.replacedBy().isEmpty()) {
            annotation.put("replacement", DynamicExtensions.map("operationId", revision.replacedBy()));
        }
        return annotation;
    }
}

package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JavaType;
import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.PushTrigger;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.annotations.WebhookAction;
import dev.connectorkit.annotations.WebhookTrigger;
import java.lang.annotation.Annotation;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Checks resource methods, so that a mistake fails the start instead of a request. */
public final class ResourceMethodCheck {

    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> namesByOperationId = new LinkedHashMap<>();
    private final Map<String, String> namesByPath = new LinkedHashMap<>();

    private ResourceMethodCheck() {}

    /** Returns the problems of these classes, one sentence each with advice; empty if absent. */
    public static List<String> problems(List<Class<?>> resources) {
        ResourceMethodCheck check = new ResourceMethodCheck();
        for (Class<?> resource : resources) {
            ResourceMethod.of(resource).forEach(check::check);
        }
        for (Class<?> resource : reachable(resources)) {
            check.problems.addAll(Locator.problems(resource));
        }
        return List.copyOf(check.problems);
    }

    /** Returns these classes and those that their locators return. */
    public static List<Class<?>> reachable(List<Class<?>> resources) {
        return ResourceMethod.reachable(resources);
    }

    private void check(ResourceMethod method) {
        String id = OperationIds.of(method);
        String other = namesByOperationId.putIfAbsent(id.toLowerCase(Locale.ROOT), method.name());
        if (other != null && other.equals(method.name()) && !method.locators().isEmpty()) {
            add(
                    method,
                    "is reached through several locators, and an operation has one id; return a subclass from "
                            + method.locators()
                                    .get(method.locators().size() - 1)
                                    .name()
                            + " that overrides it with another @Operation(operationId = ...)");
        } else if (other != null) {
            add(
                    method,
                    "has the operationId " + id + ", as " + other
                            + " has; name one of them with @Operation(operationId = ...) or rename the method");
        }
        String first = namesByPath.putIfAbsent(method.httpMethod() + " " + method.path(), method.name());
        if (first != null) {
            add(
                    method,
                    "answers " + method.httpMethod() + " " + method.path() + ", as " + first
                            + " does; give one of them another @Path");
        }
        for (String name : method.unknownPathParameters()) {
            add(method, "takes @PathParam(\"" + name + "\"), and its path has no {" + name + "}");
        }
        for (String template : method.untakenTemplates()) {
            add(
                    method,
                    "has {" + template + "} in its path, and nothing takes it; add a @PathParam(\"" + template + "\")");
        }
        problems.addAll(ParameterCheck.problems(method));
        if (method.httpMethod().equals("GET") || method.httpMethod().equals("HEAD")) {
            method.entity()
                    .ifPresent(entity -> add(
                            method,
                            "(parameter '" + entity.getName() + "') takes a body, and a " + method.httpMethod()
                                    + " has none; annotate it, for example with @QueryParam, or use @POST"));
        }
        checkVerb(method, WebhookTrigger.class, "POST");
        checkVerb(method, WebhookAction.class, "POST");
        checkVerb(method, PushTrigger.class, "PUT");
        PollTrigger trigger = method.annotation(PollTrigger.class);
        if (trigger != null) {
            checkTrigger(method, trigger);
        } else if (!method.states().isEmpty()) {
            add(method, "takes a @TriggerState, and is no trigger; add @PollTrigger");
        }
    }

    private void checkVerb(ResourceMethod method, Class<? extends Annotation> annotation, String verb) {
        if (method.annotations().isAnnotationPresent(annotation)
                && !method.httpMethod().equals(verb)) {
            add(
                    method,
                    "is a @" + annotation.getSimpleName() + " on " + method.httpMethod() + ", and engines send " + verb
                            + "; use @" + verb);
        }
    }

    private void checkTrigger(ResourceMethod method, PollTrigger trigger) {
        if (!method.httpMethod().equals("GET")) {
            add(method, "is a @PollTrigger on " + method.httpMethod() + ", and engines poll with GET; use @GET");
        }
        if (trigger.summary().isBlank()) {
            add(method, "is a @PollTrigger without a summary, the title that designers show; write \"When ...\"");
        }
        List<TriggerState> states = method.states();
        if (states.size() != 1) {
            add(
                    method,
                    "is a @PollTrigger with " + (states.isEmpty() ? "no" : Integer.toString(states.size()))
                            + " @TriggerState parameters; give it exactly one");
        }
        for (TriggerState state : states) {
            if (!state.lookBack().isEmpty()) {
                checkDuration(method, "lookBack", state.lookBack(), false);
            }
            if (state.version() < 0 || state.version() > 255) {
                add(method, "has the state version " + state.version() + "; use one from 0 to 255");
            }
        }
        checkDuration(method, "checkAgainIn", trigger.checkAgainIn(), true);
        Optional<JavaType> payload = Payload.ofOutcome(method.method().getGenericReturnType());
        if (payload.isEmpty()) {
            add(
                    method,
                    "is a @PollTrigger and returns "
                            + method.method().getGenericReturnType().getTypeName()
                            + "; return a Poll with its payload, as"
                            + " Poll<Order> for a single trigger or Poll<List<Order>> for a batch");
        } else {
            checkPayload(method, trigger, payload.get());
        }
    }

    private void checkPayload(ResourceMethod method, PollTrigger trigger, JavaType payload) {
        boolean batch = Payload.isBatch(payload);
        if (trigger.envelope() && !batch) {
            add(method, "has an envelope, and carries no list; return a Poll<List<...>> or drop envelope = true");
        }
        if (trigger.stateInBody() && batch && !trigger.envelope()) {
            add(method, "puts its state into the body, and an array has no properties; add envelope = true");
        }
        if (trigger.stateInBody() && !batch && !Payload.isJsonObject(payload)) {
            add(
                    method,
                    "puts its state into the body, and " + payload.getRawClass().getSimpleName()
                            + " is no JSON object; carry a record or drop stateInBody = true");
        }
    }

    private void checkDuration(ResourceMethod method, String attribute, String text, boolean wholeSeconds) {
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative() && !(wholeSeconds && duration.toNanosPart() > 0)) {
                return;
            }
        } catch (DateTimeException e) {
            // reported below
        }
        add(
                method,
                "has " + attribute + " = \"" + text + "\"; write an ISO 8601 duration"
                        + (wholeSeconds ? " of whole seconds" : "") + " such as PT15S");
    }

    private void add(ResourceMethod method, String problem) {
        problems.add(method.name() + " " + problem);
    }
}

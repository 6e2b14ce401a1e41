package dev.connectorkit.checker.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A place where an operation takes the callback URL of a workflow.
 *
 * @param value the property or parameter with {@code x-ms-notification-url}
 * @param inBody whether it is in the body
 * @param internal whether it or something around it is hidden
 * @param required whether it and everything around it is required
 * @param around the hidden body or object around it; empty if all of them are visible
 */
record CallbackParameter(Value value, boolean inBody, boolean internal, boolean required, Optional<Value> around) {

    private static final String KEY = "x-ms-notification-url";

    static List<CallbackParameter> of(Operation operation) {
        List<CallbackParameter> found = new ArrayList<>();
        for (Value parameter : operation.parameters()) {
            if (isMarked(parameter)) {
                found.add(new CallbackParameter(
                        parameter, false, parameter.isInternal(), parameter.is("required"), Optional.empty()));
            }
        }
        Value parameter = operation.body().parent();
        Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<CallbackParameter> open = new ArrayDeque<>();
        open.add(new CallbackParameter(
                operation.body(), true, parameter.isInternal(), parameter.is("required"), hidden(parameter)));
        while (!open.isEmpty()) {
            CallbackParameter candidate = open.remove().resolved();
            if (candidate.value.node().isObject() && seen.add(candidate.value.node())) {
                if (isMarked(candidate.value)) {
                    found.add(candidate);
                }
                candidate.value.subschemas().forEach(child -> open.add(candidate.child(child)));
            }
        }
        return found;
    }

    /** Reports whether the operation subscribes: it is beside a notification and takes a callback URL. */
    static boolean subscribes(Operation operation) {
        return operation.isWebhook() && !of(operation).isEmpty();
    }

    private CallbackParameter resolved() {
        Value schema = value.resolve();
        return new CallbackParameter(
                schema, inBody, internal || value.isInternal() || schema.isInternal(), required, around);
    }

    private CallbackParameter child(Value child) {
        boolean property = child.parent().key().equals("properties");
        boolean needed = !property || value.get("required").texts().contains(child.key());
        return new CallbackParameter(child, inBody, internal, required && needed, around.or(() -> hidden(value)));
    }

    private static Optional<Value> hidden(Value value) {
        return value.isInternal() ? Optional.of(value) : Optional.empty();
    }

    private static boolean isMarked(Value value) {
        JsonNode mark = value.get(KEY).node();
        return !mark.isMissingNode() && !(mark.isBoolean() && !mark.booleanValue());
    }
}

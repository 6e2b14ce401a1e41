package dev.connectorkit.designer.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An operation of a {@link Document}, seen as designers see it. Thread-safe as long as nobody changes the tree. */
public final class Operation {

    private final Value value;
    private final List<Value> parameters = new ArrayList<>();

    Operation(Value value) {
        this.value = value;
        List<Value> own = value.get("parameters").children();
        own.forEach(parameter -> parameters.add(parameter.resolve()));
        for (Value shared : path().get("parameters").children()) {
            Value parameter = shared.resolve();
            if (parameters.stream()
                    .noneMatch(p -> p.text("name").equals(parameter.text("name"))
                            && p.text("in").equals(parameter.text("in")))) {
                parameters.add(parameter);
            }
        }
        parameters.removeIf(parameter -> !parameter.node().isObject());
    }

    /** Returns the operation as it is written. */
    public Value value() {
        return value;
    }

    /** Returns the path item that it is in. */
    public Value path() {
        return value.parent();
    }

    /** Returns the method, in lower case. */
    public String method() {
        return value.key();
    }

    /** Returns the operationId; empty if it has none. */
    public String id() {
        return value.text("operationId");
    }

    /** Returns its method and path, for messages. */
    public String title() {
        return method().toUpperCase(Locale.ROOT) + " " + path().key();
    }

    /** Reports whether it is hidden from people. */
    public boolean isInternal() {
        return value.isInternal();
    }

    /** Reports whether a flow can start with it. */
    public boolean isTrigger() {
        return value.has("x-ms-trigger");
    }

    /** Reports whether designers take it for a webhook, a trigger or an action that waits. */
    public boolean isWebhook() {
        return path().has("x-ms-notification-content");
    }

    /** Reports whether it is a trigger that engines poll. */
    public boolean isPolling() {
        return isTrigger() && !isWebhook();
    }

    /** Returns the parameters, those of the path included, references resolved. */
    public List<Value> parameters() {
        return List.copyOf(parameters);
    }

    /** Returns the schema of the body, as it is written; missing if there is no body. */
    public Value body() {
        return parameters.stream()
                .filter(parameter -> parameter.text("in").equals("body"))
                .findFirst()
                .map(parameter -> parameter.get("schema"))
                .orElse(value.get("body"));
    }

    /** Returns the responses as they are written, vendor extensions left out. */
    public List<Value> responses() {
        return value.get("responses").children().stream()
                .filter(response -> !response.key().startsWith("x-"))
                .toList();
    }

    /** Returns the 2xx responses, references resolved. */
    public List<Value> successes() {
        return responses().stream()
                .filter(response -> response.key().startsWith("2"))
                .map(Value::resolve)
                .toList();
    }

    /** Returns the response with this code, a reference resolved; missing if absent. */
    public Value response(String code) {
        return value.get("responses").get(code).resolve();
    }

    /** Returns the schema of what it gives to a flow, as it is written; missing if designers find none. */
    public Value output() {
        return isWebhook()
                ? path().get("x-ms-notification-content").get("schema")
                : outputResponse().get("schema");
    }

    /** Returns the response from which designers take the output; missing if they find none. */
    public Value outputResponse() {
        List<Value> responses = responses();
        if (responses.size() == 1 && responses.get(0).key().matches("2..|default")) {
            return responses.get(0).resolve();
        }
        return List.of("200", "201", "default").stream()
                .map(this::response)
                .filter(Value::exists)
                .findFirst()
                .orElse(value.get("responses").get("200"));
    }
}

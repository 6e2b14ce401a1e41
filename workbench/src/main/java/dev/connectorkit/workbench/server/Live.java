package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.test.ActionCall;
import dev.connectorkit.test.Answer;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.PollingWorkflow;
import dev.connectorkit.test.Run;
import dev.connectorkit.test.WebhookWorkflow;
import dev.connectorkit.test.WorkflowEngine;
import dev.connectorkit.workbench.faults.CallbackFaults;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A workflow of this process. Its state may be read by any thread; all else is for the engine's. */
abstract class Live {

    private volatile ObjectNode state = Json.object();
    private boolean enabled = true;
    private int stored;

    /** Starts a workflow. */
    static Live begin(WorkflowEngine engine, Store.Workflow workflow, PlaySettings settings) {
        Map<String, JsonNode> inputs = new LinkedHashMap<>();
        workflow.inputs().properties().forEach(field -> inputs.put(field.getKey(), field.getValue()));
        engine.retryPolicy(settings.retries());
        return switch (workflow.kind()) {
            case "poll" ->
                new Live.Poll(engine.poll(workflow.operation(), inputs, Duration.ofSeconds(workflow.seconds())));
            case "webhook" -> new Live.Hook(engine.subscribe(workflow.operation(), inputs));
            default -> new Live.Action(engine.begin(workflow.operation(), inputs, settings.call()));
        };
    }

    /** Returns the id of the workflow that an exchange belongs to, as the engine has given it; empty if it belongs to none. */
    static String engineId(Exchange exchange) {
        return exchange.direction() == Exchange.Direction.CALL
                ? exchange.request().header("x-ms-workflow-id").orElse("")
                : exchange.request().url().getPath().replaceAll("^/workflows/([0-9a-f]+)/.*", "$1");
    }

    /** Returns the operation that an exchange belongs to; empty if it belongs to none. */
    static String operation(Exchange exchange) {
        return exchange.direction() == Exchange.Direction.CALL
                ? exchange.request().header("x-ms-workflow-operation-name").orElse("")
                : exchange.request().url().getPath().replaceAll(".*/(?:triggers|actions)/(.*)/run", "$1");
    }

    abstract String engineId();

    abstract List<Run> runs();

    /** Forgets all but the last runs and exchanges; returns the number of forgotten runs. */
    abstract int forget(int kept);

    abstract void enableAgain();

    abstract void disableNow();

    abstract void describe(ObjectNode state);

    /** Returns the state as of the last look. */
    ObjectNode state() {
        return state;
    }

    void enable() {
        enableAgain();
        enabled = true;
    }

    void disable() {
        disableNow();
        enabled = false;
    }

    boolean isEnabled() {
        return enabled;
    }

    void pollNow() {
        throw new IllegalStateException("Only a polling trigger polls");
    }

    void answer(String name) {
        throw new IllegalStateException("Only a webhook trigger is called back");
    }

    void useUntrustedCertificate(boolean untrusted) {
        throw new IllegalStateException("Only a webhook trigger has a callback URL");
    }

    /** Returns the runs since the last call, and keeps the last ones of all. */
    List<Run> newRuns(int kept) {
        List<Run> all = runs();
        List<Run> fresh = all.subList(stored, all.size());
        stored = all.size() - forget(kept);
        return fresh;
    }

    /** Returns whether the state has changed since the last look. */
    boolean look() {
        ObjectNode seen = Json.object().put("started", enabled);
        describe(seen);
        boolean changed = !seen.equals(state);
        state = seen;
        return changed;
    }

    /** A workflow that polls. */
    static final class Poll extends Live {

        private final PollingWorkflow workflow;

        Poll(PollingWorkflow workflow) {
            this.workflow = workflow;
        }

        @Override
        String engineId() {
            return workflow.workflowId();
        }

        @Override
        List<Run> runs() {
            return workflow.runs();
        }

        @Override
        int forget(int kept) {
            return workflow.forget(kept);
        }

        @Override
        void enableAgain() {
            workflow.enable();
        }

        @Override
        void disableNow() {
            workflow.disable();
        }

        @Override
        void pollNow() {
            workflow.pollNow();
        }

        @Override
        void describe(ObjectNode state) {
            workflow.nextPollAt().ifPresent(at -> state.put("nextAt", at.toEpochMilli()));
            state.put("reason", workflow.nextPollReason())
                    .put("nextUrl", workflow.nextUrl().toString());
            workflow.failures().forEach(state.putArray("failures")::add);
        }
    }

    /** A workflow that is called back. */
    static final class Hook extends Live {

        private final WebhookWorkflow workflow;
        private String answer = "202";

        Hook(WebhookWorkflow workflow) {
            this.workflow = workflow;
        }

        @Override
        String engineId() {
            return workflow.workflowId();
        }

        @Override
        List<Run> runs() {
            return workflow.runs();
        }

        @Override
        int forget(int kept) {
            return workflow.forget(kept);
        }

        @Override
        void enableAgain() {
            workflow.enable();
        }

        @Override
        void disableNow() {
            workflow.disable();
        }

        @Override
        void answer(String name) {
            Map<String, Answer> known = CallbackFaults.usual();
            if (!name.equals("202") && !name.equals("200") && !known.containsKey(name)) {
                throw new IllegalArgumentException(
                        "answer must be 202, 200 or one of " + known.keySet() + ", but is '" + name + "'");
            }
            workflow.answer(known.getOrDefault(name, Answer.status(name.equals("200") ? 200 : 202)));
            answer = name;
        }

        /** Subscribes again at once. */
        @Override
        void useUntrustedCertificate(boolean untrusted) {
            workflow.useUntrustedCertificate(untrusted);
            enable();
        }

        @Override
        void describe(ObjectNode state) {
            workflow.location().ifPresent(location -> state.put("location", location.toString()));
            workflow.callbackUrl()
                    .ifPresent(url -> state.put("callbackUrl", Secrets.NONE.hide(url.toString()))
                            .put("untrusted", url.getScheme().equals("https")));
            state.put("callbacks", workflow.callbacks().size()).put("answer", answer);
        }
    }

    /** An action that is called, and followed until its end. */
    static final class Action extends Live {

        private final ActionCall call;

        Action(ActionCall call) {
            this.call = call;
        }

        @Override
        String engineId() {
            return call.workflowId();
        }

        @Override
        List<Run> runs() {
            return List.of();
        }

        @Override
        int forget(int kept) {
            return 0;
        }

        @Override
        void enableAgain() {
            throw new IllegalStateException("An action is called anew");
        }

        @Override
        void disableNow() {
            call.cancel();
        }

        @Override
        void describe(ObjectNode state) {
            state.put("started", !call.isDone());
            call.result().ifPresent(result -> {
                state.put("outcome", result.outcome().name()).put("status", result.status());
                state.set("body", result.body().isMissingNode() ? Json.object() : result.body());
            });
        }
    }
}

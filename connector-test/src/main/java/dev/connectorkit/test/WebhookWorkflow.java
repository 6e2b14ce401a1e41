package dev.connectorkit.test;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.designer.DesignerOperation;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Workflow that starts with a webhook trigger: subscribed with a callback URL of its own, and started by each callback that it
 * answers with 2xx. Callbacks arrive on threads of their own; everything else is for the thread of the engine.
 */
public final class WebhookWorkflow {

    private final DesignerOperation trigger;
    private final Map<String, ?> inputs;
    private final RetryPolicy retries;
    private final Requests requests;
    private final Sender sender;
    private final Timeline timeline;
    private final CallbackServer server;
    private final Answers answers = new Answers();
    private final List<Run> runs = new CopyOnWriteArrayList<>();
    private final List<Exchange> callbacks = new CopyOnWriteArrayList<>();
    private CallbackServer.@Nullable Endpoint endpoint;
    private @Nullable Exchange subscribed;
    private @Nullable URI location;
    private boolean trusted = true;

    WebhookWorkflow(
            DesignerOperation trigger,
            Map<String, ?> inputs,
            RetryPolicy retries,
            Requests requests,
            Sender sender,
            Timeline timeline,
            CallbackServer server) {
        this.trigger = trigger;
        this.inputs = new LinkedHashMap<>(inputs);
        this.retries = retries;
        this.requests = requests;
        this.sender = sender;
        this.timeline = timeline;
        this.server = server;
    }

    /** Returns the id that its requests carry as {@code x-ms-workflow-id}. */
    public String workflowId() {
        return requests.workflowId();
    }

    /** Returns the runs so far, the oldest first. */
    public List<Run> runs() {
        return List.copyOf(runs);
    }

    /** Returns the bodies of the runs so far. */
    public List<JsonNode> bodies() {
        return runs.stream().map(Run::body).toList();
    }

    /** Returns all callbacks so far, also those that were not answered with 2xx, the oldest first. */
    public List<Exchange> callbacks() {
        return List.copyOf(callbacks);
    }

    /** Forgets all runs and callbacks but the last ones of each; returns the number of forgotten runs. */
    public int forget(int kept) {
        int unused = WorkflowEngine.forget(callbacks, kept);
        return WorkflowEngine.forget(runs, kept);
    }

    /** Answers the next callbacks in this order, and all further ones as the last of them; 202 at first. */
    public void answer(Answer first, Answer... next) {
        answers.set(first, next);
    }

    /** Returns the callback URL; empty while the workflow is disabled. */
    public Optional<URI> callbackUrl() {
        return Optional.ofNullable(endpoint).map(CallbackServer.Endpoint::url);
    }

    /** Returns the URL of the subscription, from the {@code Location} of the answer; empty if absent. */
    public Optional<URI> location() {
        return Optional.ofNullable(location);
    }

    /**
     * Returns the last subscribe request and its answer.
     *
     * @throws IllegalStateException if it was not sent yet
     */
    public Exchange subscription() {
        if (subscribed == null) {
            throw new IllegalStateException("The workflow has not subscribed yet");
        }
        return subscribed;
    }

    /**
     * Gives out callback URLs from the next {@link #enable()} on that are https, with a certificate that nobody trusts: a connector
     * must not call them. Certificates are right, and URLs http, at first.
     */
    public void useUntrustedCertificate(boolean untrusted) {
        trusted = !untrusted;
    }

    /**
     * Subscribes, with a fresh callback URL, as an engine does when a workflow is enabled or saved.
     *
     * @throws IllegalStateException if the connector does not answer with 2xx; the message shows the exchange
     */
    public void enable() {
        disable();
        CallbackServer.Endpoint opened =
                server.open(requests.workflowId(), "triggers/" + trigger.operationId(), answers, this::accept, trusted);
        endpoint = opened;
        boolean accepted = false;
        try {
            Exchange answered = complete(requests.of(trigger, inputs, opened.url()));
            subscribed = answered;
            Response answer = answered.answer();
            if (answer == null || !answer.isSuccessful()) {
                throw new IllegalStateException("The connector did not accept the subscription:\n" + answered);
            }
            location = answer.location(answered.request().url()).orElse(null);
            accepted = true;
        } finally {
            if (!accepted) {
                endpoint = null;
                opened.close();
            }
        }
    }

    /**
     * Unsubscribes, by {@code DELETE} of the location, as an engine does when a workflow is disabled or deleted. Without a location
     * nothing is sent, and the connector never learns of it. The callback URL is given up in any case.
     */
    public void disable() {
        CallbackServer.Endpoint opened = endpoint;
        URI known = location;
        endpoint = null;
        location = null;
        try {
            if (known != null) {
                complete(requests.to("DELETE", known));
            }
        } finally {
            if (opened != null) {
                opened.close();
            }
        }
    }

    private Exchange complete(Request request) {
        Exchange[] last = new Exchange[1];
        sender.send(trigger.operationId(), request, retries, answered -> last[0] = answered);
        timeline.run(WorkflowEngine.LONGEST, false, () -> last[0] != null);
        return last[0];
    }

    private void accept(Exchange callback) {
        callbacks.add(callback);
        if (callback.status() / 100 == 2) {
            JsonNode body = new Response(200, Map.of(), callback.request().body()).json();
            runs.add(new Run(callback.at(), body, callback));
        }
    }
}

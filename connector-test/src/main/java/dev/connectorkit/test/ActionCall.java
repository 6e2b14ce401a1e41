package dev.connectorkit.test;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.connectorkit.designer.DesignerOperation;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Action that is being called. A 202 with a {@code Location} is followed, after {@code Retry-After} or 10 s, until another answer; a
 * webhook action is subscribed and ends with its callback. For the thread of the engine.
 */
public final class ActionCall {

    /** The wait before a status request for which the connector names none. */
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(10);

    private final DesignerOperation action;
    private final CallOptions options;
    private final RetryPolicy retries;
    private final Requests requests;
    private final Sender sender;
    private final Timeline timeline;
    private final CallbackServer server;
    private final Pages pages;
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private Timeline.@Nullable Event timeout;
    private CallbackServer.@Nullable Endpoint endpoint;
    private Sender.@Nullable Sending sending;
    private volatile @Nullable ActionResult result;
    private @Nullable URI location;

    ActionCall(
            DesignerOperation action,
            CallOptions options,
            RetryPolicy retries,
            Requests requests,
            Sender sender,
            Timeline timeline,
            CallbackServer server) {
        this.action = action;
        this.options = options;
        this.retries = retries;
        this.requests = requests;
        this.sender = sender;
        this.timeline = timeline;
        this.server = server;
        this.pages = new Pages(requests.nextLinkName(action), options.minimumItems());
    }

    /** Returns the id that its requests carry as {@code x-ms-workflow-id}. */
    public String workflowId() {
        return requests.workflowId();
    }

    /** Reports whether the action has ended. */
    public boolean isDone() {
        return result != null;
    }

    /** Returns the result; empty while the action runs. */
    public Optional<ActionResult> result() {
        return Optional.ofNullable(result);
    }

    /** Returns the exchanges so far, each attempt, the oldest first. */
    public List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /** Cancels the action: a status is not asked for any more, and a webhook is unsubscribed by {@code DELETE} of its location. */
    public void cancel() {
        giveUp(ActionResult.Outcome.CANCELLED);
    }

    void begin(Map<String, ?> inputs) {
        timeline.beginWaiting();
        timeout = timeline.after(options.timeout(), () -> giveUp(ActionResult.Outcome.TIMED_OUT));
        boolean begun = false;
        try {
            if (action.webhook()) {
                CallbackServer.Endpoint opened = server.open(
                        requests.workflowId(), "actions/" + action.operationId(), new Answers(), this::accept);
                endpoint = opened;
                send(requests.of(action, inputs, opened.url()), this::subscribed);
            } else {
                send(requests.of(action, inputs, null), this::answered);
            }
            begun = true;
        } finally {
            if (!begun && !isDone()) {
                release();
            }
        }
    }

    private void send(Request request, Consumer<Exchange> done) {
        Sender.Sending next = sender.prepare(action.operationId(), request, retries, exchanges::add, done);
        sending = next;
        next.attempt();
    }

    private void answered(Exchange exchange) {
        Response answer = exchange.answer();
        Optional<URI> status = answer == null
                ? Optional.empty()
                : answer.location(exchange.request().url());
        URI next = status.orElse(location);
        if (isDone()) {
            return;
        }
        if (answer != null && answer.status() == 202 && options.asyncPattern() && next != null) {
            location = next;
            timeline.after(answer.retryAfter(timeline.now()).orElse(DEFAULT_WAIT), () -> askFor(next));
        } else {
            page(answer).ifPresentOrElse(this::askFor, () -> end(outcome(answer), exchange));
        }
    }

    private Optional<URI> page(@Nullable Response answer) {
        return answer != null && answer.isSuccessful() ? pages.add(answer.json()) : Optional.empty();
    }

    private void askFor(URI next) {
        if (!isDone()) {
            send(requests.to("GET", next), this::answered);
        }
    }

    private void subscribed(Exchange exchange) {
        Response answer = exchange.answer();
        if (answer == null || !answer.isSuccessful()) {
            end(ActionResult.Outcome.FAILED, exchange);
        } else {
            location = answer.location(exchange.request().url()).orElse(null);
        }
    }

    private void accept(Exchange arrived) {
        timeline.after(Duration.ZERO, () -> end(ActionResult.Outcome.SUCCEEDED, arrived));
    }

    private static ActionResult.Outcome outcome(@Nullable Response answer) {
        return answer != null && answer.isSuccessful() ? ActionResult.Outcome.SUCCEEDED : ActionResult.Outcome.FAILED;
    }

    private void giveUp(ActionResult.Outcome outcome) {
        if (isDone()) {
            return;
        }
        end(outcome, exchanges.get(exchanges.size() - 1));
        URI subscription = location;
        if (action.webhook() && subscription != null) {
            send(requests.to("DELETE", subscription), last -> {});
        }
    }

    private void end(ActionResult.Outcome outcome, Exchange last) {
        if (isDone()) {
            return;
        }
        boolean called = last.direction() == Exchange.Direction.CALLBACK;
        Response output = called ? new Response(200, Map.of(), last.request().body()) : last.answer();
        if (called) {
            exchanges.add(last);
        }
        result = new ActionResult(
                outcome, last.status(), output == null ? MissingNode.getInstance() : pages.joined(output.json()), last);
        release();
    }

    private void release() {
        timeline.cancel(timeout);
        timeline.endWaiting();
        if (sending != null) {
            sending.cancel();
        }
        if (endpoint != null) {
            endpoint.close();
        }
    }
}

package dev.connectorkit.test;

import dev.connectorkit.designer.DesignerOperation;
import dev.connectorkit.designer.DesignerView;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Workflow engine as a library: it imports the document of a connector, and polls, subscribes to and calls it as Azure Logic Apps and
 * Power Automate do. It knows only HTTP, so the connector may be written in any language.
 *
 * <pre>{@code
 * TestClock clock = TestClock.create();
 * try (ConnectorServer server = ConnectorServer.builder().clock(clock).register(new Orders(clock)).start();
 *         WorkflowEngine engine = WorkflowEngine.builder()
 *                 .document(server.url().resolve("swagger.json"))
 *                 .clock(clock)
 *                 .build()) {
 *     PollingWorkflow workflow = engine.poll("NewOrders");
 *     engine.advance(Duration.ofHours(1)); // twenty polls
 *     assertThat(workflow.runs()).isEmpty();
 * }
 * }</pre>
 *
 * <p>With a {@link TestClock}, waiting moves the clock, from one event to the next; with any other clock, waiting takes its time. For
 * one thread; everything an engine does, it does in the methods of this class and of its workflows.
 */
public final class WorkflowEngine implements AutoCloseable {

    static final Duration LONGEST = Duration.ofDays(90);

    private final ConnectorApi api;
    private final Duration recurrence;
    private RetryPolicy retries;
    private final Timeline timeline;
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final Sender sender;
    private final Sender withoutCredentials;
    private final CallbackServer callbacks;

    private WorkflowEngine(Builder builder) {
        this.api = ConnectorApi.of(builder.document, builder.base, builder.source);
        this.recurrence = builder.recurrence;
        this.retries = builder.retries;
        this.timeline = new Timeline(builder.clock, builder.background);
        Consumer<Exchange> record = exchange -> {
            exchanges.add(exchange);
            builder.listener.accept(exchange);
        };
        this.sender = new Sender(builder.connection, timeline, exchanges::add, builder.interceptor, builder.listener);
        this.withoutCredentials =
                new Sender(Connection.none(), timeline, record, RequestInterceptor.Call::proceed, exchange -> {});
        this.callbacks = new CallbackServer(timeline, record);
    }

    /** Returns a builder with all defaults; only a document is needed. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the connector as a designer shows it. */
    public DesignerView designer() {
        return api.view();
    }

    /** Returns the text of the document. */
    public String document() {
        return api.document().toString();
    }

    /** Returns the URL below which the connector is called, without a slash at its end. */
    public URI baseUrl() {
        return api.base();
    }

    /** Sets the policy of retries of the workflows and calls that begin from now on; others keep theirs. */
    public void retryPolicy(RetryPolicy policy) {
        retries = Objects.requireNonNull(policy, "policy");
    }

    /** Starts a workflow as {@link #poll(String, Map)}, with no inputs but their defaults. */
    public PollingWorkflow poll(String operationId) {
        return poll(operationId, Map.of());
    }

    /**
     * Starts a workflow with a polling trigger, and polls for the first time.
     *
     * @param operationId the id of the trigger in the document
     * @param inputs by the name of the parameter or property, or its path in the body, as in {@code order.id}
     * @throws IllegalArgumentException if it is not a polling trigger, or the inputs do not fit its card
     */
    public PollingWorkflow poll(String operationId, Map<String, ?> inputs) {
        return poll(operationId, inputs, recurrence);
    }

    /**
     * Starts a workflow as {@link #poll(String, Map)}, with a recurrence of its own.
     *
     * @throws IllegalArgumentException also if the recurrence is below a second
     */
    public PollingWorkflow poll(String operationId, Map<String, ?> inputs, Duration recurrence) {
        DesignerOperation trigger = api.operation(operationId);
        if (!trigger.recurrence()) {
            throw new IllegalArgumentException(operationId + " is not a polling trigger, but " + kind(trigger));
        }
        Requests requests = new Requests(api);
        Request first = requests.of(trigger, inputs, null);
        PollingWorkflow workflow = new PollingWorkflow(
                trigger, first, checked(recurrence), retries, sender, timeline, requests.workflowId());
        workflow.enable();
        return workflow;
    }

    /** Starts a workflow as {@link #subscribe(String, Map)}, with no inputs but their defaults. */
    public WebhookWorkflow subscribe(String operationId) {
        return subscribe(operationId, Map.of());
    }

    /**
     * Starts a workflow with a webhook trigger, and subscribes it.
     *
     * @param operationId the id of the trigger in the document
     * @param inputs as for {@link #poll(String, Map)}
     * @throws IllegalArgumentException if it is not a webhook trigger, or the inputs do not fit its card
     * @throws IllegalStateException if the connector does not accept the subscription; the message shows the exchange
     */
    public WebhookWorkflow subscribe(String operationId, Map<String, ?> inputs) {
        DesignerOperation trigger = api.operation(operationId);
        if (!trigger.webhook()) {
            throw new IllegalArgumentException(operationId + " is not a webhook, but " + kind(trigger));
        }
        WebhookWorkflow workflow =
                new WebhookWorkflow(trigger, inputs, retries, new Requests(api), sender, timeline, callbacks);
        workflow.enable();
        return workflow;
    }

    /** Calls an action as {@link #call(String, Map, CallOptions)}, with default options. */
    public ActionResult call(String operationId, Map<String, ?> inputs) {
        return call(operationId, inputs, CallOptions.DEFAULT);
    }

    /**
     * Calls an action and waits for its end. With a {@link TestClock} the wait moves the clock: to each status request and, for a
     * webhook action, in steps that double from a second.
     *
     * @param operationId the id of the action in the document
     * @param inputs as for {@link #poll(String, Map)}
     * @throws IllegalArgumentException if it is a trigger, or the inputs do not fit its card
     */
    public ActionResult call(String operationId, Map<String, ?> inputs, CallOptions options) {
        ActionCall call = begin(operationId, inputs, options);
        timeline.run(options.timeout().plus(LONGEST), api.operation(operationId).webhook(), call::isDone);
        return call.result().orElseThrow(() -> new IllegalStateException(operationId + " has not ended"));
    }

    /** Calls an action as {@link #call(String, Map, CallOptions)}, and returns while it may still run. */
    public ActionCall begin(String operationId, Map<String, ?> inputs, CallOptions options) {
        DesignerOperation action = api.operation(operationId);
        if (action.kind().isTrigger()) {
            throw new IllegalArgumentException(operationId + " is not an action, but " + kind(action));
        }
        ActionCall call = new ActionCall(action, options, retries, new Requests(api), sender, timeline, callbacks);
        call.begin(inputs);
        return call;
    }

    private static Duration checked(Duration recurrence) {
        if (recurrence.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("recurrence must be at least a second, but is " + recurrence);
        }
        return recurrence;
    }

    private static String kind(DesignerOperation operation) {
        return "a " + operation.kind().badge() + (operation.kind().isTrigger() ? " trigger" : " action");
    }

    /**
     * Returns the request that a workflow with these inputs sends first, without credentials, and without sending it.
     *
     * @param callbackUrl the callback URL of a webhook; null for all other operations
     */
    public Request request(String operationId, Map<String, ?> inputs, @Nullable URI callbackUrl) {
        return new Requests(api).of(api.operation(operationId), inputs, callbackUrl);
    }

    /** Sends any request once, with the credentials of the connection. */
    public Exchange send(Request request) {
        Exchange[] last = new Exchange[1];
        sender.send("", request, RetryPolicy.none(), exchange -> last[0] = exchange);
        return last[0];
    }

    /** Sends any request once, as it is. */
    public Exchange sendWithoutCredentials(Request request) {
        return withoutCredentials.once(request, 1);
    }

    /**
     * Lets time pass: does everything that is due within it. With a {@link TestClock} this moves the clock; it returns when the
     * connector's {@linkplain Builder#background background} is settled, so that all callbacks have arrived.
     *
     * @throws IllegalArgumentException if the time is negative
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("Time passes forward only, not by " + time);
        }
        timeline.run(time, false, () -> false);
    }

    /** Does what is due now, and waits for deliveries of the connector that are due now. */
    public void settle() {
        advance(Duration.ZERO);
    }

    /**
     * Lets time pass until a condition holds, such as the arrival of a callback. With a {@link TestClock} the clock moves in steps
     * that double from a second, and stops at each event that the engine knows.
     *
     * @param longest the most time by the clock
     * @return whether the condition holds
     */
    public boolean advanceUntil(BooleanSupplier done, Duration longest) {
        return timeline.run(longest, true, done);
    }

    /** Returns the time of the next thing that the engine has to do, such as a poll or a retry; empty if absent. */
    public Optional<Instant> nextDue() {
        return timeline.nextEvent();
    }

    /** Refuses the connections of callbacks, as a receiver that is down, or no longer does so. Callback URLs stay as they are. */
    public void receiverDown(boolean down) {
        callbacks.down(down);
    }

    /** Returns the clock of the engine, to date other things with. */
    public Clock clock() {
        return timeline.clock();
    }

    /** Returns the time of the engine. */
    public Instant now() {
        return timeline.now();
    }

    /** Returns all exchanges so far that are not forgotten, in the order of their ends: each attempt of each request, and each callback. */
    public List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /**
     * Forgets all exchanges but the last ones, in programs that run for long. Workflows have lists of their own:
     * {@link PollingWorkflow#forget}, {@link WebhookWorkflow#forget}.
     */
    public void forget(int kept) {
        int unused = forget(exchanges, kept);
    }

    /** Removes the oldest elements of a list to which others may add; returns their number. */
    static int forget(List<?> list, int kept) {
        int[] left = {Math.max(0, list.size() - kept)};
        int forgotten = left[0];
        boolean unused = list.removeIf(each -> left[0]-- > 0);
        return forgotten;
    }

    /** Returns all exchanges so far as text. */
    public String transcript() {
        return exchanges.stream().map(Exchange::toString).collect(Collectors.joining("\n"));
    }

    /** Closes the callback server and all connections. Subscriptions are left as they are; {@link WebhookWorkflow#disable} ends them. */
    @Override
    public void close() {
        callbacks.close();
        sender.close();
        withoutCredentials.close();
    }

    /** Builds an engine. Not thread-safe. */
    public static final class Builder {

        private @Nullable String document;
        private @Nullable URI source;
        private @Nullable URI base;
        private Clock clock = Clock.systemUTC();
        private Background background = Background.unknown();
        private Connection connection = Connection.none();
        private RequestInterceptor interceptor = RequestInterceptor.Call::proceed;
        private RetryPolicy retries = RetryPolicy.exponential();
        private Duration recurrence = Duration.ofMinutes(3);
        private Consumer<Exchange> listener = exchange -> {};

        private Builder() {}

        /** Sets the text of the document, Swagger 2.0 in JSON. */
        public Builder document(String json) {
            this.document = json;
            return this;
        }

        /** Sets the URL of the document, Swagger 2.0 in JSON; it is read by {@link #build()}. */
        public Builder document(URI url) {
            this.source = url;
            return this;
        }

        /** Sets the URL below which the connector is called; by default that of the document. */
        public Builder base(URI url) {
            if (url.getHost() == null) {
                throw new IllegalArgumentException("base must be a URL such as http://localhost:8080/, but is " + url);
            }
            this.base = url;
            return this;
        }

        /** Sets the clock; a {@link TestClock} is moved by the engine, and should be the connector's too. */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /** Sets the view of the connector's own work, for engines in the same process; unknown by default. */
        public Builder background(Background background) {
            this.background = background;
            return this;
        }

        /** Sets the credentials of all requests; none by default. */
        public Builder connection(Connection connection) {
            this.connection = connection;
            return this;
        }

        /** Sets the interceptor of all requests but those without credentials; none by default. */
        public Builder interceptor(RequestInterceptor interceptor) {
            this.interceptor = interceptor;
            return this;
        }

        /** Sets the policy of retries; by default {@link RetryPolicy#exponential()}. */
        public Builder retryPolicy(RetryPolicy policy) {
            this.retries = policy;
            return this;
        }

        /**
         * Sets the time between polls where the connector asks for no other; 3 minutes by default.
         *
         * @throws IllegalArgumentException if it is below a second
         */
        public Builder recurrence(Duration interval) {
            this.recurrence = checked(interval);
            return this;
        }

        /** Sets a listener to all exchanges as the engine sees them behind the interceptor; it is called on the engine's thread, and on others for callbacks. */
        public Builder listener(Consumer<Exchange> listener) {
            this.listener = listener;
            return this;
        }

        /**
         * Reads the document and returns the engine, which listens for callbacks on this machine's loopback address.
         *
         * @throws IllegalArgumentException if there is no document, or it is not Swagger 2.0
         * @throws UncheckedIOException if the document cannot be read
         */
        public WorkflowEngine build() {
            return new WorkflowEngine(this);
        }
    }
}

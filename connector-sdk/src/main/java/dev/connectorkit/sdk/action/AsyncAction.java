package dev.connectorkit.sdk.action;

import dev.connectorkit.callbacks.SubscribeTo;
import dev.connectorkit.callbacks.Subscribed;
import dev.connectorkit.orchestration.RetryPolicy;
import dev.connectorkit.orchestration.TaskOptions;
import dev.connectorkit.sdk.problem.Problem;
import dev.connectorkit.sdk.problem.ProblemException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Work that takes longer than engines wait for an answer. It is stored before it is answered, it survives restarts, and its
 * result is fetched by polling or posted to a callback URL.
 *
 * <pre>{@code
 * AsyncAction<CakeOrder, Cake> bake = AsyncAction.named("bake-cake", CakeOrder.class, Cake.class)
 *         .work((order, progress) -> oven.bake(order))
 *         .build();
 *
 * @POST @Path("cakes")
 * public Accepted<Cake> orderCake(CakeOrder order) {
 *     return bake.accept(order);
 * }
 *
 * ConnectorServer.builder().dataDir(folder).actions(bake).register(new Bakery(bake)).start();
 * }</pre>
 *
 * <p>The work runs at least once: after a crash it runs again, with the same {@link Progress#operationId()}.
 *
 * <p>Thread-safe. Of use only while a server runs that was given it.
 *
 * @param <I> the input, written and read as JSON
 * @param <O> the result, written as JSON
 */
public final class AsyncAction<I, O> {

    private final ActionDefinition<I, O> definition;
    private volatile @Nullable ActionEngine engine;

    private AsyncAction(ActionDefinition<I, O> definition) {
        this.definition = definition;
    }

    /**
     * An action to be set up.
     *
     * @param name under which its operations are stored; once there are any, it must stay as it is
     * @param input the type of inputs
     * @param output the type of results
     */
    public static <I, O> Builder<I, O> named(String name, Class<I> input, Class<O> output) {
        return new Builder<>(name, input);
    }

    /**
     * For a polling action: what its method returns. The request is answered with
     *
     * <ul>
     *   <li>202 once the operation is on disk, or 200 with the result where it came {@linkplain Builder#answeringWithin at once};
     *   <li>422 if the request's idempotency key was used with another body;
     *   <li>429 if too many operations wait.
     * </ul>
     */
    public Accepted<O> accept(@Nullable I input) {
        engine();
        return new Accepted<>(definition, input);
    }

    /**
     * For a webhook action: starts the work and stores where its end is posted. The same callback URL starts it once. To
     * unsubscribe is to cancel.
     *
     * @throws ProblemException a 400 if the callback URL is not allowed, a 422 if it was given before with another input, a 503 if
     *     the name of its host cannot be looked up now
     * @throws jakarta.ws.rs.ClientErrorException a 429 if too many operations wait
     */
    public Subscribed accept(SubscribeTo<I> wanted) {
        return accept(wanted.callbackUrl(), wanted.filter());
    }

    /** As {@link #accept(SubscribeTo)}, where the body is the author's own. */
    public Subscribed accept(@Nullable String callbackUrl, @Nullable I input) {
        return engine().subscribe(definition, callbackUrl, input);
    }

    /** Its name. */
    public String name() {
        return definition.name();
    }

    /** Has an engine run it; for the server. */
    public void attach(ActionEngine running) {
        engine = running;
    }

    /** What the author said; for the server. */
    public ActionDefinition<I, O> definition() {
        return definition;
    }

    private ActionEngine engine() {
        ActionEngine running = engine;
        if (running == null) {
            throw new IllegalStateException("No server runs '" + name()
                    + "': give this AsyncAction to ConnectorServer.builder().actions(...) and start it");
        }
        return running;
    }

    /**
     * The work of an action. One object serves all operations at once and must be thread-safe.
     *
     * @param <I> the input
     * @param <O> the result
     */
    @FunctionalInterface
    public interface Work<I, O> {

        /**
         * Does it; what is thrown ends the operation as failed. It is interrupted when the server closes, and then runs again when it
         * starts.
         */
        O run(I input, Progress progress) throws Exception;
    }

    /**
     * Sets up an action. Not thread-safe.
     *
     * @param <I> the input
     * @param <O> the result
     */
    public static final class Builder<I, O> {

        private final String name;
        private final Class<I> inputType;
        private final Map<Class<? extends Throwable>, Integer> statuses = new LinkedHashMap<>();
        private final Map<String, String> headers = new LinkedHashMap<>();
        private @Nullable Work<I, O> work;
        private TaskOptions retrying = TaskOptions.NONE;
        private @Nullable String orchestration;
        private IntFunction<Duration> retryAfter = percent -> Duration.ofSeconds(20);
        private Duration keepFor = ActionDefinition.KEEP_FOR;
        private Places places = Places.of(16, 1000);
        private boolean idempotent;
        private Duration answeringWithin = Duration.ZERO;
        private Function<Problem, ?> failure = problem -> problem;

        private Builder(String name, Class<I> inputType) {
            this.name = name;
            this.inputType = inputType;
        }

        /** What is done. */
        public Builder<I, O> work(Work<I, O> work) {
            this.work = work;
            return this;
        }

        /**
         * When {@link #work} that failed is tried again; never unless given. It keeps its place meanwhile. A {@link ProblemException}
         * of the work is never tried again.
         */
        public Builder<I, O> retrying(RetryPolicy policy) {
            this.retrying = new TaskOptions(policy);
            return this;
        }

        /**
         * Has an orchestration do it, in place of {@link #work}: it gets the input, and its output is the result. A custom status with
         * {@code percent} and {@code message} is the operation's progress.
         *
         * @param registered the name it is registered by with the server's orchestrations
         */
        public Builder<I, O> orchestration(String registered) {
            this.orchestration = registered;
            return this;
        }

        /** How long engines wait before they ask, again and again; 20 s unless given. */
        public Builder<I, O> retryAfter(Duration wait) {
            return retryAfter(percent -> wait);
        }

        /** As {@link #retryAfter(Duration)}, by how many percent are done; 0 if nobody has said. */
        public Builder<I, O> retryAfter(IntFunction<Duration> byPercent) {
            this.retryAfter = byPercent;
            return this;
        }

        /** How long a result can be fetched after the work has ended; 7 days unless given. */
        public Builder<I, O> keepFor(Duration time) {
            this.keepFor = time;
            return this;
        }

        /**
         * How many operations run at once, and how many may wait for that, on all nodes together; 16 and 1000 unless given. Beyond
         * that, requests get a 429.
         */
        public Builder<I, O> atMost(int running, int waiting) {
            this.places = Places.of(running, waiting);
            return this;
        }

        /**
         * Gives a repeated request the operation that it has started already, instead of another one. Requests are the same if they
         * carry the same {@code Idempotency-Key}; without that, the same {@code x-ms-client-tracking-id} and
         * {@code x-ms-action-tracking-id}. Keys count per caller, and as long as the operation is kept.
         */
        public Builder<I, O> idempotent() {
            this.idempotent = true;
            return this;
        }

        /**
         * Answers 200 at once if the work succeeds within this time, for which the request is held up. Work that failed is told by the
         * status URL: engines would repeat the request.
         */
        public Builder<I, O> answeringWithin(Duration time) {
            this.answeringWithin = time;
            return this;
        }

        /**
         * The status of failures of this kind, with their message. The first that fits counts. A {@link ProblemException} of the work
         * has its own; everything else is a 500 that says nothing of the inside. Engines repeat a question that is answered with 408,
         * 429 or 5xx, and take any other 4xx as the end.
         *
         * @param status from 400 to 599
         */
        public Builder<I, O> failingWith(Class<? extends Throwable> failure, int status) {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("A failure must have a status from 400 to 599, not " + status);
            }
            statuses.put(failure, status);
            return this;
        }

        /** What a webhook action posts to the callback URL when the work failed; the problem itself, unless given. */
        public Builder<I, O> callingBackFailures(Function<Problem, ?> payload) {
            this.failure = payload;
            return this;
        }

        /** Sends this header to callback URLs. */
        public Builder<I, O> header(String header, String value) {
            headers.put(header, value);
            return this;
        }

        /**
         * The action.
         *
         * @throws IllegalArgumentException if its name is empty, it has no work or both kinds of it, an orchestration is to be retried, or a header is one that the
         *     delivery itself needs
         */
        public AsyncAction<I, O> build() {
            return new AsyncAction<>(new ActionDefinition<>(
                    name,
                    inputType,
                    work,
                    retrying,
                    orchestration,
                    retryAfter,
                    keepFor,
                    places,
                    idempotent,
                    answeringWithin,
                    statuses,
                    failure,
                    headers));
        }
    }
}

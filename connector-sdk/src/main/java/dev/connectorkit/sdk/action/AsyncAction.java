package dev.connectorkit.sdk.action;

import dev.connectorkit.callbacks.SubscribeTo;
import dev.connectorkit.callbacks.Subscribed;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.orchestration.RetryPolicy;
import dev.connectorkit.orchestration.TaskOptions;
import dev.connectorkit.orchestration.TypeRef;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An action whose work takes longer than engines wait for an answer. An operation is stored before the request is answered, it
 * survives restarts, and its result is fetched by polling or posted to a callback URL.
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
 * <p>Thread-safe. Usable only while a runtime that it is registered with is running.
 *
 * @param <I> the input, written and read as JSON
 * @param <O> the result, written as JSON
 */
public final class AsyncAction<I, O> {

    private final ActionDefinition<I, O> definition;
    private final AtomicReference<@Nullable ActionRunner> runner = new AtomicReference<>();

    private AsyncAction(ActionDefinition<I, O> definition) {
        this.definition = definition;
    }

    /**
     * Returns a builder of an action.
     *
     * @param name the name its operations are stored under; it must not change once there are any
     * @param input the type of inputs
     * @param output the type of results
     */
    public static <I, O> Builder<I, O> named(String name, Class<I> input, Class<O> output) {
        return named(name, TypeRef.of(input), TypeRef.of(output));
    }

    /** Returns a builder of an action whose types have type arguments; see {@link #named(String, Class, Class)}. */
    public static <I, O> Builder<I, O> named(String name, TypeRef<I> input, TypeRef<O> output) {
        return new Builder<>(name, input, output);
    }

    /**
     * Starts an operation of a polling action; the resource method returns the outcome. When this returns, the operation is on disk
     * and under way, or it is the one that an earlier request with the same key has started. The request is answered with 202, or
     * with 200 and the result where that came {@linkplain Builder#waitUpTo in time}.
     *
     * <p>The idempotency key and the caller are those of the request whose resource method runs on the current thread; elsewhere there
     * is neither, and every call starts an operation.
     *
     * @throws ProblemException a 422 if the request's idempotency key was used with another body
     * @throws jakarta.ws.rs.ClientErrorException a 429 if too many operations wait
     * @throws IllegalStateException if no running runtime has this action
     */
    public Accepted<O> accept(@Nullable I input) {
        return runner().accept(definition, input);
    }

    /**
     * Starts an operation of a webhook action and stores the callback URL that its result is posted to. A repeated request with the
     * same callback URL starts nothing. The operation is cancelled when its subscriber unsubscribes.
     *
     * @throws dev.connectorkit.callbacks.SubscriptionRefusedException if the callback URL is not allowed, or the name of its host
     *     cannot be resolved now
     * @throws ProblemException a 422 if the callback URL was given before with another input
     * @throws jakarta.ws.rs.ClientErrorException a 429 if too many operations wait
     * @throws IllegalStateException if no running runtime has this action
     */
    public Subscribed accept(SubscribeTo<I> wanted) {
        return accept(wanted.callbackUrl(), wanted.filter());
    }

    /** Starts an operation as {@link #accept(SubscribeTo)}, where the body of the request has a type of the author's. */
    public Subscribed accept(@Nullable String callbackUrl, @Nullable I input) {
        return runner().subscribe(definition, callbackUrl, input);
    }

    /** Returns the name of the action. */
    public String name() {
        return definition.name();
    }

    /** Returns the type of inputs. */
    public Type inputType() {
        return definition.inputType().type();
    }

    /** Returns the type of results. */
    public Type outputType() {
        return definition.outputType().type();
    }

    ActionDefinition<I, O> definition() {
        return definition;
    }

    /** Makes this handle start its operations there. */
    void bind(ActionRunner running) {
        if (!runner.compareAndSet(null, running)) {
            throw new IllegalStateException(
                    "The action '" + name() + "' belongs to another runtime that is still running; build one for each");
        }
    }

    /** Ends {@link #bind}; has no effect if the handle is bound to another runner. */
    void unbind(ActionRunner closed) {
        runner.compareAndSet(closed, null);
    }

    private ActionRunner runner() {
        ActionRunner running = runner.get();
        if (running == null) {
            throw new IllegalStateException("No running runtime has the action '" + name()
                    + "': register it with ConnectorServer.builder().actions(...) and start that");
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
         * Does the work; an exception ends the operation as failed. The thread is interrupted when the runtime closes, and the work
         * runs again when it starts.
         */
        O run(I input, Progress progress) throws Exception;
    }

    /**
     * Builds an action. Not thread-safe.
     *
     * @param <I> the input
     * @param <O> the result
     */
    public static final class Builder<I, O> {

        private final String name;
        private final TypeRef<I> inputType;
        private final TypeRef<O> outputType;
        private final Map<Class<? extends Throwable>, Integer> statuses = new LinkedHashMap<>();
        private final Map<String, String> headers = new LinkedHashMap<>();
        private @Nullable Work<I, O> work;
        private TaskOptions retry = TaskOptions.NONE;
        private @Nullable String orchestration;
        private IntFunction<Duration> retryAfter = percent -> Duration.ofSeconds(20);
        private Duration keepFor = ActionDefinition.KEEP_FOR;
        private int maxRunning = 16;
        private int maxQueued = 1000;
        private boolean idempotent;
        private Duration waitUpTo = Duration.ZERO;
        private int maxResultBytes = 16 * 1024 * 1024;
        private Function<Problem, ?> failurePayload = problem -> problem;

        private Builder(String name, TypeRef<I> inputType, TypeRef<O> outputType) {
            this.name = name;
            this.inputType = inputType;
            this.outputType = outputType;
        }

        /** Sets the work. */
        public Builder<I, O> work(Work<I, O> work) {
            this.work = work;
            return this;
        }

        /**
         * Retries {@link #work} that failed; by default it is not retried. The operation counts as running meanwhile. A
         * {@link ProblemException} of the work is never retried.
         */
        public Builder<I, O> retry(RetryPolicy policy) {
            this.retry = new TaskOptions(policy);
            return this;
        }

        /**
         * Delegates the work to an orchestration, in place of {@link #work}: it gets the input, and its output is the result. A custom
         * status with {@code percent} and {@code message} is the operation's progress.
         *
         * @param registered the name it has in the runtime's orchestrations
         */
        public Builder<I, O> orchestration(String registered) {
            this.orchestration = registered;
            return this;
        }

        /** Sets the time engines wait between two polls; 20 s by default. */
        public Builder<I, O> retryAfter(Duration wait) {
            positive("retryAfter", wait);
            return retryAfter(percent -> wait);
        }

        /** Sets the time engines wait between two polls, by the percentage that was reported last; 0 if none was. */
        public Builder<I, O> retryAfter(IntFunction<Duration> byPercent) {
            this.retryAfter = byPercent;
            return this;
        }

        /** Sets the time a result can be fetched after the work has ended; 7 days by default. */
        public Builder<I, O> keepFor(Duration time) {
            positive("keepFor", time);
            this.keepFor = time;
            return this;
        }

        /**
         * Sets the most operations that run at once, on all nodes together; 16 by default.
         *
         * @throws IllegalArgumentException if it is below 1
         */
        public Builder<I, O> maxRunning(int operations) {
            if (operations < 1) {
                throw new IllegalArgumentException("maxRunning must be at least 1, but is " + operations);
            }
            this.maxRunning = operations;
            return this;
        }

        /**
         * Sets the most operations that wait to run, on all nodes together; 1000 by default. Beyond it, requests get a 429.
         *
         * @throws IllegalArgumentException if it is below 0
         */
        public Builder<I, O> maxQueued(int operations) {
            if (operations < 0) {
                throw new IllegalArgumentException("maxQueued must not be below 0, but is " + operations);
            }
            this.maxQueued = operations;
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
         * Waits up to this long and responds 200 if the work completes in time; by default not at all. Failures are always reported at
         * the status URL, because engines would retry the POST. A request that waits keeps a thread.
         */
        public Builder<I, O> waitUpTo(Duration time) {
            positive("waitUpTo", time);
            this.waitUpTo = time;
            return this;
        }

        /**
         * Sets the status of failures of this type, with their message. The first that fits counts. A {@link ProblemException} of the
         * work has its own; everything else is a 500 without details. Engines retry a poll that is answered with 408, 429 or 5xx, and
         * take any other 4xx as the end.
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

        /** Sets the payload that a webhook action posts to the callback URL when the work failed; the problem itself by default. */
        public Builder<I, O> failurePayload(Function<Problem, ?> payload) {
            this.failurePayload = payload;
            return this;
        }

        /**
         * Sets the largest result, in bytes of JSON; 16 MiB by default. A larger one fails the operation. A result that is posted to a
         * callback URL must not be larger than any payload either.
         *
         * @throws IllegalArgumentException if it is below 1
         */
        public Builder<I, O> maxResultBytes(int bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("maxResultBytes must be at least 1, but is " + bytes);
            }
            this.maxResultBytes = bytes;
            return this;
        }

        /** Adds a header to the requests to callback URLs. */
        public Builder<I, O> header(String header, String value) {
            headers.put(header, value);
            return this;
        }

        /**
         * Returns the action.
         *
         * @throws IllegalArgumentException if its name is empty, it has no work or both kinds of it, an orchestration is to be retried,
         *     or a header is one that the delivery itself needs
         */
        public AsyncAction<I, O> build() {
            return new AsyncAction<>(new ActionDefinition<>(
                    name,
                    inputType,
                    outputType,
                    work,
                    retry,
                    orchestration,
                    retryAfter,
                    keepFor,
                    new ConcurrencyLimits(maxRunning, maxQueued),
                    idempotent,
                    waitUpTo,
                    statuses,
                    failurePayload,
                    headers,
                    maxResultBytes));
        }

        private static void positive(String option, Duration time) {
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException(option + " must be above zero, but is " + time);
            }
        }
    }
}

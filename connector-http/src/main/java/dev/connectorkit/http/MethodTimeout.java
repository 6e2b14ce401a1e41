package dev.connectorkit.http;

import dev.connectorkit.http.problem.ProblemException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.AsyncResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.innate.inject.Bindings;
import org.glassfish.jersey.innate.inject.InternalBinder;
import org.glassfish.jersey.server.model.Invocable;
import org.glassfish.jersey.server.spi.internal.ResourceMethodInvocationHandlerProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs resource methods that exceed the time limit, once each and while they hang, and answers asynchronous ones with 504: engines give
 * up after 120 s and repeat the request.
 *
 * @see <a href="https://learn.microsoft.com/azure/logic-apps/logic-apps-limits-and-config#http-limits">Limits for Azure Logic
 *     Apps</a>
 */
final class MethodTimeout extends InternalBinder implements ResourceMethodInvocationHandlerProvider {

    private static final Logger LOG = LoggerFactory.getLogger(MethodTimeout.class);

    private static final Object LATE = new Object();

    private final Duration limit;
    private final RunningCalls running;
    private final Set<Method> named = ConcurrentHashMap.newKeySet();

    MethodTimeout(Duration limit) {
        this.limit = limit;
        this.running = new RunningCalls(limit, this::name);
    }

    @Override
    protected void configure() {
        bind(Bindings.service(this).to(ResourceMethodInvocationHandlerProvider.class));
    }

    @Override
    public InvocationHandler create(Invocable method) {
        return this::invoke;
    }

    private @Nullable Object invoke(Object resource, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Object[] given = arguments == null ? new Object[0] : arguments;
        for (Object argument : given) {
            if (argument instanceof AsyncResponse suspended) {
                suspended.setTimeout(limit.toNanos(), TimeUnit.NANOSECONDS);
                suspended.setTimeoutHandler(late -> late.resume(late(method)));
            }
        }
        Object result;
        RunningCalls.Call call = running.begin(method);
        try {
            result = method.invoke(resource, given);
        } catch (InvocationTargetException e) {
            throw new InvocationTargetException(printable(e.getTargetException()));
        } finally {
            running.end(call);
        }
        return result instanceof CompletionStage<?> stage ? guarded(stage, method) : result;
    }

    /** Returns the exception, or if its own methods fail, another in its place: Jersey prints what it maps. */
    private static Throwable printable(Throwable thrown) {
        if (thrown instanceof WebApplicationException) {
            return thrown; // Jersey does not print these
        }
        try {
            LOG.trace("The method threw {}", thrown.toString());
            return thrown;
        } catch (Throwable unprintable) {
            return new IllegalStateException(
                    "The method threw a " + thrown.getClass().getName() + ", which cannot be printed", unprintable);
        }
    }

    /** Leaves the author's stage as it is, for others that depend on it. */
    private CompletionStage<?> guarded(CompletionStage<?> stage, Method method) {
        CompletableFuture<@Nullable Object> first = new CompletableFuture<>();
        pass(stage, first);
        first.completeOnTimeout(LATE, limit.toNanos(), TimeUnit.NANOSECONDS);
        CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        pass(first.thenCompose(value -> value == LATE ? CompletableFuture.failedStage(late(method)) : first), answer);
        return answer;
    }

    private static void pass(CompletionStage<?> from, CompletableFuture<@Nullable Object> to) {
        var unused = from.whenComplete((value, failure) -> {
            if (failure == null) {
                to.complete(value);
            } else {
                boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
                to.completeExceptionally(wrapped ? failure.getCause() : failure);
            }
        });
    }

    private ProblemException late(Method method) {
        name(method);
        return new ProblemException(504, "The operation took longer than " + limit.toSeconds() + " s.");
    }

    private void name(Method method) {
        if (named.add(method)) {
            LOG.warn(
                    "{}.{} takes longer than {} s. Engines give up after 120 s and send the request again: return Accepted from"
                            + " an AsyncAction, so that the work goes on behind a status URL",
                    method.getDeclaringClass().getSimpleName(),
                    method.getName(),
                    limit.toSeconds());
        }
    }
}

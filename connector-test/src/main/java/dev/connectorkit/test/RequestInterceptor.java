package dev.connectorkit.test;

import java.time.Duration;
import java.time.Instant;

/**
 * Interceptor of the requests of a {@link WorkflowEngine}, for faults between the engine and the connector: it may send a request
 * later, twice, changed or not at all, and return another answer. It is called for each attempt of each request, on the thread of the
 * engine.
 *
 * <pre>{@code
 * WorkflowEngine.builder().interceptor(call -> call.proceed().withoutAnswer("the answer was lost"))
 * }</pre>
 */
@FunctionalInterface
public interface RequestInterceptor {

    /** Returns the exchange as the engine sees it. */
    Exchange intercept(Call call);

    /** A request that is about to be sent. For the thread of the engine; {@link #proceed()} may be called by others too. */
    interface Call {

        /** Returns the id of the operation of the workflow; empty for a request of {@link WorkflowEngine#send}. */
        String operationId();

        /** Returns the request, without the credentials of the connection. */
        Request request();

        /** Sends the request with the credentials of the connection, and returns the exchange, which the engine records. */
        default Exchange proceed() {
            return proceed(request());
        }

        /** Sends another request with the credentials of the connection. */
        Exchange proceed(Request request);

        /** Sends another request without the credentials of the connection. */
        Exchange proceedWithoutCredentials(Request request);

        /** Returns the time of the engine. */
        Instant now();

        /** Waits by the clock of the engine; a {@link TestClock} is moved. */
        void pause(Duration time);
    }
}

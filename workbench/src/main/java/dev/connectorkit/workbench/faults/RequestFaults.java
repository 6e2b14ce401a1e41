package dev.connectorkit.workbench.faults;

import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.Request;
import dev.connectorkit.test.RequestInterceptor;
import dev.connectorkit.test.Response;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The faults of requests to a connector. The exchanges that they make are recorded by the engine as they were on the wire. */
public final class RequestFaults {

    /** The form of RFC 9110; that of {@link DateTimeFormatter#RFC_1123_DATE_TIME} has days of one digit. */
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private RequestFaults() {}

    /** Returns a fault that loses each answer after the connector has sent it, so that the engine repeats the request. */
    public static Fault dropAnswer() {
        return fault(
                "drop-answer",
                "The answer is lost after the connector has sent it",
                call -> call.proceed().withoutAnswer("the answer was dropped by a fault"));
    }

    /** Returns a fault that loses each request before it reaches the connector. */
    public static Fault dropRequest() {
        return fault("drop-request", "The request is lost", call -> unsent(call, "the request was dropped by a fault"));
    }

    /**
     * Returns a fault that answers in place of the connector, which does not get the request.
     *
     * @param status from 400 to 599
     * @param retryAfter the whole seconds of {@code Retry-After}; zero for no such header
     * @throws IllegalArgumentException if the status is no error
     */
    public static Fault error(int status, Duration retryAfter) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status must be from 400 to 599, but is " + status);
        }
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
        if (retryAfter.toSeconds() > 0) {
            headers.put("Retry-After", Long.toString(retryAfter.toSeconds()));
        }
        Response answer = new Response(
                status, headers, "{\"error\":{\"code\":\"" + status + "\",\"message\":\"Injected fault\"}}");
        return fault("error", "The answer is " + status + ", and the connector does not get the request", call -> {
            Exchange unsent = unsent(call, "");
            return new Exchange(
                    unsent.direction(), unsent.at(), unsent.took(), unsent.attempt(), unsent.request(), answer, "");
        });
    }

    /** Returns a fault that sends each request to the URL of the operation's previous request with this method. */
    public static Fault previousUrl() {
        Map<String, URI> previous = new ConcurrentHashMap<>();
        return fault("previous-url", "The request goes to the URL of the request before", call -> {
            URI last = previous.put(
                    call.operationId() + " " + call.request().method(),
                    call.request().url());
            return last == null ? call.proceed() : call.proceed(call.request().withUrl(last));
        });
    }

    /** Returns a fault that sends each request twice, one after the other; the engine sees the second answer. */
    public static Fault duplicate() {
        return fault("duplicate", "The request arrives twice", call -> {
            call.proceed();
            return call.proceed();
        });
    }

    /** Returns a fault that sends each request twice at the same time; the engine sees the answer to one of them. */
    public static Fault duplicateAtOnce() {
        return fault("duplicate-at-once", "The request arrives twice at the same time", call -> {
            CompletableFuture<Exchange> other = CompletableFuture.supplyAsync(call::proceed);
            Exchange own = call.proceed();
            other.join();
            return own;
        });
    }

    /**
     * Returns a fault that delays each request, by the clock of the engine.
     *
     * @throws IllegalArgumentException if the time is negative
     */
    public static Fault delay(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("A delay must not be negative, but is " + time);
        }
        return fault("delay", "The request arrives " + time.toMillis() + " ms later", call -> {
            call.pause(time);
            return call.proceed();
        });
    }

    /** Returns a fault that resets the connection in the middle of each request. Credentials are not sent. */
    public static Fault reset() {
        return fault("reset", "The connection is reset in the middle of the request", call -> {
            HalfRequest.send(call.request());
            return unsent(call, "the connection was reset by a fault");
        });
    }

    /** Returns a fault that sends the previous request of the operation with this method once more before each request. */
    public static Fault replay() {
        Map<String, Request> previous = new ConcurrentHashMap<>();
        return fault("replay", "The previous request arrives once more", call -> {
            Request last =
                    previous.put(call.operationId() + " " + call.request().method(), call.request());
            if (last != null) {
                call.proceed(last);
            }
            return call.proceed();
        });
    }

    /**
     * Returns a fault that adds a {@code Date} to each request, by a clock that is fast or slow beside that of the engine.
     *
     * @param skew above zero for a clock that is fast
     */
    public static Fault skew(Duration skew) {
        return fault("skew", "The clock of the engine is wrong by " + skew.toSeconds() + " s", call -> {
            String date = HTTP_DATE.format(call.now().plus(skew).atOffset(ZoneOffset.UTC));
            return call.proceed(call.request().withHeader("Date", date));
        });
    }

    /** Returns a fault that sends each request without the credentials of the connection. */
    public static Fault noCredentials() {
        return fault(
                "no-credentials",
                "The request has no credentials",
                call -> call.proceedWithoutCredentials(call.request()));
    }

    /**
     * Returns a fault that restarts the connector before each request.
     *
     * @param restart returns when the connector serves again
     */
    public static Fault restart(Runnable restart) {
        return fault("restart", "The connector is restarted before the request", call -> {
            restart.run();
            return call.proceed();
        });
    }

    private static Exchange unsent(RequestInterceptor.Call call, String reason) {
        return Exchange.unanswered(call.now(), call.request(), reason);
    }

    private static Fault fault(String name, String title, RequestInterceptor effect) {
        return new NamedFault(name, title, effect);
    }

    private record NamedFault(String name, String title, RequestInterceptor effect) implements Fault {

        @Override
        public Exchange intercept(Call call) {
            return effect.intercept(call);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}

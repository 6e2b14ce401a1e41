package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.internal.delivery.AttemptResult.Failure;
import dev.connectorkit.guard.CallbackTarget;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.HttpAsyncClient;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. It ends when its time is up, whatever the receiver does. A request that went out on a connection
 * used before, which broke before anything came back, is sent once more at once: most likely it was closed while idle.
 */
final class HttpAttempt {

    private static final ContentType JSON = ContentType.create("application/json");

    private final HttpAsyncClient client;
    private final BasicHttpRequest request;
    private final byte[] body;
    private final Duration timeout;
    private final RequestConfig config;
    private final CompletableFuture<AttemptResult> result = new CompletableFuture<>();
    private volatile @Nullable HttpClientContext sending;
    private volatile ResponseReader received = new ResponseReader(result);

    /** Both, if it was sent once more: the second may be known here before the first. */
    private final List<Future<AttemptResult>> sent = new CopyOnWriteArrayList<>();

    HttpAttempt(
            HttpAsyncClient client,
            String method,
            CallbackTarget target,
            Map<String, String> headers,
            byte[] body,
            Duration timeout,
            RequestConfig config) {
        this.client = client;
        this.body = body;
        this.timeout = timeout;
        this.config = config;
        URI uri = target.uri();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery();
        HttpHost host = new HttpHost(uri.getScheme(), target.host(), uri.getPort());
        this.request = new BasicHttpRequest(method, host, query == null ? path : path + "?" + query);
        headers.forEach(request::setHeader);
    }

    /** Completes in time and never exceptionally. To be called once. */
    CompletableFuture<AttemptResult> start(ScheduledExecutorService deadlines) {
        ScheduledFuture<?> deadline = deadlines.schedule(this::giveUp, timeout.toNanos(), TimeUnit.NANOSECONDS);
        var unused = result.whenComplete((answer, never) -> deadline.cancel(false));
        send(true);
        return result;
    }

    /** Ends it now: nothing more will come of it. */
    void abandon() {
        result.complete(received.or(AttemptResult.failed(Failure.TIMEOUT, "the attempt was given up")));
    }

    private void giveUp() {
        result.complete(received.or(
                isConnected()
                        ? AttemptResult.failed(Failure.TIMEOUT, "no answer in " + timeout)
                        : AttemptResult.failed(Failure.CONNECT, "no connection in " + timeout)));
        sent.forEach(exchange -> exchange.cancel(true));
    }

    private boolean isConnected() {
        HttpClientContext current = sending;
        return current != null && current.getEndpointDetails() != null;
    }

    private void send(boolean mayRepeat) {
        AsyncEntityProducer entity = body.length == 0 ? null : new BasicAsyncEntityProducer(body, JSON);
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(config);
        sending = context;
        received = new ResponseReader(result);
        sent.add(client.execute(
                new BasicRequestProducer(request, entity),
                received,
                null,
                context,
                new Done(received, mayRepeat ? context : null)));
        if (result.isDone()) {
            giveUp();
        }
    }

    /**
     * Returns the settings of attempts that take this time. The parts for connecting end within the whole: where a connection is not
     * there yet, cancelling does not free its room.
     */
    @SuppressWarnings(
            "deprecation") // The time to connect with is known per request, and this is the setting per request.
    static RequestConfig config(Duration timeout) {
        return RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(timeout))
                .setConnectTimeout(Timeout.of(timeout.dividedBy(Transport.MOST_ADDRESSES + 1)))
                .setResponseTimeout(Timeout.of(timeout))
                .setExpectContinueEnabled(false)
                .build();
    }

    private final class Done implements FutureCallback<AttemptResult> {

        private final ResponseReader received;
        private final @Nullable HttpClientContext repeatable;

        Done(ResponseReader received, @Nullable HttpClientContext repeatable) {
            this.received = received;
            this.repeatable = repeatable;
        }

        @Override
        public void completed(@Nullable AttemptResult answer) {
            result.complete(received.or(AttemptResult.failed(Failure.BROKEN, "the connection ended before an answer")));
        }

        @Override
        public void failed(Exception cause) {
            if (repeatable != null && !received.hasBegun() && !result.isDone() && wasUsedBefore(repeatable, cause)) {
                send(false);
            } else {
                result.complete(received.or(FailureClassifier.of(cause)));
            }
        }

        @Override
        public void cancelled() {
            abandon();
        }

        private boolean wasUsedBefore(HttpClientContext context, Exception cause) {
            EndpointDetails connection = context.getEndpointDetails();
            return cause instanceof RequestNotExecutedException
                    || (connection != null
                            && connection.getRequestCount() > 1
                            && FailureClassifier.of(cause).failure() == Failure.BROKEN);
        }
    }
}

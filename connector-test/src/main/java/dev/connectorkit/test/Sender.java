package dev.connectorkit.test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Sends requests as an engine does: with its connection's credentials, and again as the policy says. */
final class Sender {

    /** The limit of engines for an answer. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Timeout CONNECT = Timeout.ofSeconds(10);

    private final CloseableHttpClient client = HttpClients.custom()
            .disableAutomaticRetries() // each request is one exchange
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableContentCompression()
            .disableAuthCaching()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setDefaultConnectionConfig(ConnectionConfig.custom()
                            .setConnectTimeout(CONNECT)
                            .setSocketTimeout(Timeout.of(LIMIT))
                            .build())
                    .build())
            .build();
    private final Connection connection;
    private final Timeline timeline;
    private final Consumer<Exchange> record;
    private final RequestInterceptor interceptor;
    private final Consumer<Exchange> listener;

    /**
     * Creates a sender.
     *
     * @param record takes the exchanges as they were on the wire
     * @param listener takes the exchanges as the engine sees them behind the interceptor
     */
    Sender(
            Connection connection,
            Timeline timeline,
            Consumer<Exchange> record,
            RequestInterceptor interceptor,
            Consumer<Exchange> listener) {
        this.connection = connection;
        this.timeline = timeline;
        this.record = record;
        this.interceptor = interceptor;
        this.listener = listener;
    }

    /**
     * Sends until the answer is not to be retried or the policy ends; the last exchange goes to {@code done}.
     *
     * @param operationId the operation of the workflow; empty for none
     */
    void send(String operationId, Request request, RetryPolicy policy, Consumer<Exchange> done) {
        prepare(operationId, request, policy, attempt -> {}, done).attempt();
    }

    /** Prepares to send likewise; each attempt goes to {@code each}. */
    Sending prepare(
            String operationId, Request request, RetryPolicy policy, Consumer<Exchange> each, Consumer<Exchange> done) {
        return new Sending(operationId, request, policy, each, done);
    }

    /** Sends this request as it is, once. */
    Exchange once(Request request, int attempt) {
        Instant at = timeline.now();
        long start = System.nanoTime();
        Exchange exchange;
        try {
            Response answer = client.execute(wire(request), Sender::response);
            exchange = exchange(at, start, attempt, request, answer, "");
        } catch (IOException e) {
            exchange = exchange(at, start, attempt, request, null, String.valueOf(e));
        }
        record.accept(exchange);
        return exchange;
    }

    private static Exchange exchange(
            Instant at, long start, int attempt, Request request, @Nullable Response answer, String failure) {
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new Exchange(Exchange.Direction.CALL, at, took, attempt, request, answer, failure);
    }

    private static ClassicHttpRequest wire(Request request) {
        BasicClassicHttpRequest wire = new BasicClassicHttpRequest(request.method(), request.url());
        request.headers().forEach(wire::setHeader);
        if (!request.body().isEmpty()) {
            byte[] body = request.body()
                    .getBytes(Binary.charset(request.header("Content-Type").orElse(null)));
            wire.setEntity(new ByteArrayEntity(body, null));
        }
        return wire;
    }

    private static Response response(ClassicHttpResponse answer) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : answer.getHeaders()) {
            headers.merge(header.getName(), header.getValue(), (first, next) -> first + ", " + next);
        }
        HttpEntity entity = answer.getEntity();
        byte[] body = entity == null ? new byte[0] : EntityUtils.toByteArray(entity);
        return new Response(answer.getCode(), headers, new String(body, Binary.charset(headers.get("Content-Type"))));
    }

    /** Closes the connections. */
    void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    /** A request with its retries, on its way through the interceptor. */
    final class Sending implements RequestInterceptor.Call {

        private final String operationId;
        private final Request request;
        private final RetryPolicy policy;
        private final Consumer<Exchange> each;
        private final Consumer<Exchange> done;
        private int attempts;
        private boolean cancelled;
        private Timeline.@Nullable Event retry;

        private Sending(
                String operationId,
                Request request,
                RetryPolicy policy,
                Consumer<Exchange> each,
                Consumer<Exchange> done) {
            this.operationId = operationId;
            this.request = request;
            this.policy = policy;
            this.each = each;
            this.done = done;
        }

        void attempt() {
            attempts++;
            Exchange exchange = interceptor.intercept(this);
            listener.accept(exchange);
            each.accept(exchange);
            if (cancelled) {
                return;
            }
            if (exchange.isRetryable() && policy.allows(attempts)) {
                Duration wait = exchange.response()
                        .flatMap(answer -> answer.retryAfter(timeline.now()))
                        .orElse(policy.waitAfter(attempts));
                retry = timeline.after(wait, this::attempt);
            } else {
                done.accept(exchange);
            }
        }

        /** Cancels the retries; the last exchange is not awaited any more. */
        void cancel() {
            cancelled = true;
            timeline.cancel(retry);
        }

        @Override
        public String operationId() {
            return operationId;
        }

        @Override
        public Request request() {
            return request;
        }

        @Override
        public Exchange proceed(Request other) {
            return once(connection.authorize(other), attempts);
        }

        @Override
        public Exchange proceedWithoutCredentials(Request other) {
            return once(other, attempts);
        }

        @Override
        public Instant now() {
            return timeline.now();
        }

        @Override
        public void pause(Duration time) {
            timeline.pause(time);
        }
    }
}

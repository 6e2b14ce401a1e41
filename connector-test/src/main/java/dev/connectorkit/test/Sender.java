package dev.connectorkit.test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
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
    private final Wire wire;

    Sender(Connection connection, Timeline timeline, Consumer<Exchange> record, UnaryOperator<Wire> faults) {
        this.connection = connection;
        this.timeline = timeline;
        this.record = record;
        this.wire = faults.apply(request -> client.execute(wire(request), Sender::response));
    }

    /** Sends until the answer is not to be retried or the policy ends; the last exchange goes to {@code done}. */
    void send(Request request, RetryPolicy policy, Consumer<Exchange> done) {
        send(request, policy, attempt -> {}, done);
    }

    /** Sends likewise; each attempt goes to {@code each}. */
    void send(Request request, RetryPolicy policy, Consumer<Exchange> each, Consumer<Exchange> done) {
        send(request, policy, 1, each, done);
    }

    private void send(
            Request request, RetryPolicy policy, int attempt, Consumer<Exchange> each, Consumer<Exchange> done) {
        Exchange exchange = once(connection.authorize(request), attempt);
        each.accept(exchange);
        if (exchange.isRetryable() && policy.allows(attempt)) {
            Duration wait = exchange.response()
                    .flatMap(answer -> answer.retryAfter(timeline.now()))
                    .orElse(policy.waitAfter(attempt));
            timeline.after(wait, () -> send(request, policy, attempt + 1, each, done));
        } else {
            done.accept(exchange);
        }
    }

    /** Sends this request as it is, once. */
    Exchange once(Request request, int attempt) {
        Instant at = timeline.now();
        long start = System.nanoTime();
        Exchange exchange;
        try {
            Response answer = wire.send(request);
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
            wire.setEntity(new ByteArrayEntity(request.body().getBytes(StandardCharsets.UTF_8), null));
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
        return new Response(answer.getCode(), headers, new String(body, StandardCharsets.UTF_8));
    }

    /** Closes the connections. */
    void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}

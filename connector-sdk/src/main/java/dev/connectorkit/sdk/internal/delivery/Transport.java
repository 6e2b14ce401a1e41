package dev.connectorkit.sdk.internal.delivery;

import dev.connectorkit.sdk.guard.CallbackGuard;
import dev.connectorkit.sdk.guard.CallbackTarget;
import dev.connectorkit.sdk.internal.delivery.Answer.Failure;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to callback URLs: HTTP/1.1, TLS 1.2 or newer, to the addresses that the guard has vetted and no others; no
 * redirects, retries, cookies, proxies or decompression. An attempt ends when its time is up, whatever the receiver does.
 * Thread-safe.
 */
final class Transport implements AutoCloseable {

    private static final ContentType JSON = ContentType.create("application/json");
    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_LINE = 16 * 1024;
    private static final TimeValue CONNECTIONS_LAST = TimeValue.ofMinutes(5);

    private final CloseableHttpAsyncClient client;
    private final ScheduledThreadPoolExecutor deadlines;

    /**
     * A client of its own.
     *
     * @param ssl whom to trust; null for those whom this JVM trusts
     */
    Transport(CallbackGuard guard, int inAll, int perHost, @Nullable SSLContext ssl) {
        ClientTlsStrategyBuilder tls = ClientTlsStrategyBuilder.create().setTlsVersions(TLS.V_1_3, TLS.V_1_2);
        if (ssl != null) {
            tls.setSslContext(ssl);
        }
        var connections = PoolingAsyncClientConnectionManagerBuilder.create()
                .setDnsResolver(new Vetted(guard))
                .setTlsStrategy(tls.buildAsync())
                .setMaxConnTotal(inAll)
                .setMaxConnPerRoute(perHost)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setTimeToLive(CONNECTIONS_LAST)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .build())
                .build();
        this.client = HttpAsyncClients.custom()
                .setConnectionManager(connections)
                .setHttp1Config(Http1Config.custom()
                        .setMaxHeaderCount(MOST_HEADERS)
                        .setMaxLineLength(LONGEST_LINE)
                        .build())
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(Math.max(2, Runtime.getRuntime().availableProcessors()))
                        .build())
                .setUserAgent("ConnectorKit")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .evictExpiredConnections()
                .evictIdleConnections(TimeValue.ofMinutes(1))
                .build();
        client.start();
        this.deadlines = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "connectorkit-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /** Posts JSON. Completes in time and never exceptionally. */
    CompletableFuture<Answer> post(CallbackTarget target, Map<String, String> headers, String body, Duration timeout) {
        return send("POST", target, headers, body, timeout);
    }

    CompletableFuture<Answer> send(
            String method, CallbackTarget target, Map<String, String> headers, String body, Duration timeout) {
        CompletableFuture<Answer> result = new CompletableFuture<>();
        ReceivedAnswer received = new ReceivedAnswer(result);
        String path = target.uri().getRawPath().isEmpty() ? "/" : target.uri().getRawPath();
        String query = target.uri().getRawQuery();
        HttpHost host = new HttpHost(
                target.uri().getScheme(), target.host(), target.uri().getPort());
        BasicHttpRequest request = new BasicHttpRequest(method, host, query == null ? path : path + "?" + query);
        headers.forEach(request::setHeader);
        var entity = body.isEmpty() ? null : new BasicAsyncEntityProducer(body.getBytes(StandardCharsets.UTF_8), JSON);
        var context = org.apache.hc.client5.http.protocol.HttpClientContext.create();
        context.setRequestConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(timeout))
                .setResponseTimeout(Timeout.of(timeout))
                .setExpectContinueEnabled(false)
                .build());
        Future<Answer> exchange = client.execute(
                new BasicRequestProducer(request, entity), received, null, context, new Done(received, result));
        ScheduledFuture<?> deadline = deadlines.schedule(
                () -> {
                    result.complete(received.or(Answer.failed(Failure.TIMEOUT, "no answer in " + timeout)));
                    exchange.cancel(true);
                },
                timeout.toNanos(),
                TimeUnit.NANOSECONDS);
        var unused = result.whenComplete((answer, never) -> deadline.cancel(false));
        return result;
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        client.close(CloseMode.GRACEFUL);
    }

    /** The name look-up of the client: what the guard allows, at this very moment. */
    private record Vetted(CallbackGuard guard) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return guard.resolve(host).toArray(new InetAddress[0]);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private record Done(ReceivedAnswer received, CompletableFuture<Answer> result)
            implements org.apache.hc.core5.concurrent.FutureCallback<Answer> {

        @Override
        public void completed(@Nullable Answer answer) {
            result.complete(received.or(Answer.failed(Failure.BROKEN, "the connection ended before an answer")));
        }

        @Override
        public void failed(Exception cause) {
            result.complete(received.or(Failures.of(cause)));
        }

        @Override
        public void cancelled() {
            result.complete(received.or(Answer.failed(Failure.TIMEOUT, "the attempt was given up")));
        }
    }
}

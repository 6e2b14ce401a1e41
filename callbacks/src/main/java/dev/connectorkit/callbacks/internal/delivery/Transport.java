package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.guard.CallbackTarget;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to callback URLs: HTTP/1.1, TLS 1.2 or newer, only to addresses that the guard allows; without redirects,
 * retries, cookies, the JVM's proxies or decompression. An attempt ends when its time is up, whatever the receiver does.
 * Thread-safe.
 */
final class Transport implements AutoCloseable {

    /** The largest number of addresses of a host that are tried, one after the other, within one attempt. */
    static final int MOST_ADDRESSES = 3;

    private static final Logger LOG = LoggerFactory.getLogger("dev.connectorkit.deliveries");
    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_LINE = 16 * 1024;
    private static final TimeValue CONNECTIONS_LAST = TimeValue.ofMinutes(5);

    private final CloseableHttpAsyncClient client;
    private final ScheduledThreadPoolExecutor deadlines;
    private final Set<HttpAttempt> underWay = ConcurrentHashMap.newKeySet();
    private final Map<Duration, RequestConfig> configs = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Starts a client.
     *
     * @param ssl verifies receivers, null for the JVM's
     * @param proxy the proxy of all requests, null for none
     */
    Transport(CallbackGuard guard, DeliveryPolicy policy, @Nullable SSLContext ssl, @Nullable URI proxy) {
        HttpHost proxyHost = proxy == null ? null : host(proxy);
        this.deadlines = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "connectorkit-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        deadlines.setRemoveOnCancelPolicy(true);
        ClientTlsStrategyBuilder tls = ClientTlsStrategyBuilder.create().setTlsVersions(TLS.V_1_3, TLS.V_1_2);
        if (ssl != null) {
            tls.setSslContext(ssl);
        }
        Http1Config http1 = Http1Config.custom()
                .setMaxHeaderCount(MOST_HEADERS)
                .setMaxLineLength(LONGEST_LINE)
                .build();
        var connections = new ClientConnections(http1)
                .setDnsResolver(new VettedResolver(guard, proxyHost))
                .setTlsStrategy(new TimedTls(tls.buildAsync(), deadlines))
                .setMaxConnTotal(policy.maxConcurrentAttempts())
                .setMaxConnPerRoute(policy.maxConcurrentAttemptsPerHost())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setTimeToLive(CONNECTIONS_LAST)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .build())
                .build();
        HttpAsyncClientBuilder builder = HttpAsyncClients.custom()
                .setConnectionManager(connections)
                .setHttp1Config(http1)
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(Math.max(2, Runtime.getRuntime().availableProcessors()))
                        .build())
                .setIoReactorExceptionCallback(this::complain)
                .setUserAgent("ConnectorKit")
                .setProxy(proxyHost)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .evictExpiredConnections()
                .evictIdleConnections(TimeValue.ofMinutes(1));
        if (proxyHost == null) {
            // It would only parse the path again to look for remembered logins, and nothing logs in.
            builder.replaceExecInterceptor(ChainElement.PROTOCOL.name(), new CancelAllStages());
        } else {
            builder.addExecInterceptorFirst("cancels all stages", new CancelAllStages());
        }
        this.client = builder.build();
        client.start();
    }

    /** Returns the host of a URL with a port; by its authority, as URI knows no name with an underscore. */
    private static HttpHost host(URI proxy) {
        String authority = proxy.getRawAuthority();
        int colon = authority.lastIndexOf(':');
        return new HttpHost(
                proxy.getScheme(), authority.substring(0, colon), Integer.parseInt(authority.substring(colon + 1)));
    }

    /** Posts JSON. Completes in time and never exceptionally. */
    CompletableFuture<AttemptResult> post(
            CallbackTarget target, Map<String, String> headers, byte[] body, Duration timeout) {
        return send("POST", target, headers, body, timeout);
    }

    CompletableFuture<AttemptResult> send(
            String method, CallbackTarget target, Map<String, String> headers, byte[] body, Duration timeout) {
        RequestConfig config = configs.computeIfAbsent(timeout, HttpAttempt::config);
        HttpAttempt exchange = new HttpAttempt(client, method, target, headers, body, timeout, config);
        underWay.add(exchange);
        return exchange.start(deadlines).whenComplete((answer, never) -> underWay.remove(exchange));
    }

    /** Aborts all attempts in progress. */
    @Override
    public void close() {
        closed = true;
        client.close(CloseMode.IMMEDIATE);
        // HttpClient does not complete every pending exchange on close.
        underWay.forEach(HttpAttempt::abandon);
        deadlines.shutdown();
    }

    // A reactor closed in mid-work may report a ClosedSelectorException.
    private void complain(Exception cause) {
        if (!closed) {
            LOG.error("The client that makes deliveries failed", cause);
        }
    }
}

package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.guard.CallbackTarget;
import dev.connectorkit.guard.RefusedCallbackException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
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
 * Sends requests to callback URLs: HTTP/1.1, TLS 1.2 or newer, to the addresses that the guard has vetted and no others; no
 * redirects, retries, cookies, proxies or decompression. An attempt ends when its time is up, whatever the receiver does.
 * Thread-safe.
 */
final class Transport implements AutoCloseable {

    /** How many addresses of a host are tried, one after the other, in the time of one attempt. */
    static final int MOST_ADDRESSES = 3;

    private static final Logger LOG = LoggerFactory.getLogger("dev.connectorkit.deliveries");
    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_LINE = 16 * 1024;
    private static final TimeValue CONNECTIONS_LAST = TimeValue.ofMinutes(5);

    private final CloseableHttpAsyncClient client;
    private final ScheduledThreadPoolExecutor deadlines;
    private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * A client of its own.
     *
     * @param ssl whom to trust; null for those whom this JVM trusts
     */
    Transport(CallbackGuard guard, int inAll, int perHost, @Nullable SSLContext ssl) {
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
        var connections = PoolingAsyncClientConnectionManagerBuilder.create()
                .setDnsResolver(new Vetted(guard))
                .setTlsStrategy(new TimedTls(tls.buildAsync(), deadlines))
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
                .setIoReactorExceptionCallback(this::complain)
                .addExecInterceptorFirst("cancels all parts", new AllParts())
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
    }

    /** Posts JSON. Completes in time and never exceptionally. */
    CompletableFuture<Answer> post(CallbackTarget target, Map<String, String> headers, String body, Duration timeout) {
        return send("POST", target, headers, body, timeout);
    }

    CompletableFuture<Answer> send(
            String method, CallbackTarget target, Map<String, String> headers, String body, Duration timeout) {
        Exchange exchange = new Exchange(client, method, target, headers, body, timeout);
        underWay.add(exchange);
        return exchange.start(deadlines).whenComplete((answer, never) -> underWay.remove(exchange));
    }

    /** Ends what is still under way. */
    @Override
    public void close() {
        closed = true;
        client.close(CloseMode.IMMEDIATE);
        // The client tells not all of them.
        underWay.forEach(Exchange::abandon);
        deadlines.shutdown();
    }

    // A reactor that is closed in the middle of its work stumbles over its closed selector, and that is nothing to
    // tell.
    private void complain(Exception cause) {
        if (!closed) {
            LOG.error("The client that makes deliveries failed", cause);
        }
    }

    /** The name look-up of the client: what the guard allows, at this very moment. */
    private record Vetted(CallbackGuard guard) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            try {
                return guard.resolve(host).stream().limit(MOST_ADDRESSES).toArray(InetAddress[]::new);
            } catch (RefusedCallbackException e) {
                UnknownHostException refused = new UnknownHostException("Refused");
                refused.initCause(e);
                throw refused;
            }
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}

package dev.connectorkit.server.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;

/** The limit of the HTTP client of the engine: the same requests, in a loop, from memory, with nothing remembered. */
final class BareLoop implements AutoCloseable {

    private final CloseableHttpAsyncClient client;
    private final int receiver;

    BareLoop(int receiver) {
        this.receiver = receiver;
        this.client = HttpAsyncClients.custom()
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(Subject.IN_ALL)
                        .setMaxConnPerRoute(Subject.PER_HOST)
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                                .build())
                        .build())
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(Math.max(2, Runtime.getRuntime().availableProcessors()))
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
        client.start();
    }

    /** Requests per second. */
    double run(int requests, int subscriptions) throws Exception {
        Semaphore room = new Semaphore(Subject.IN_ALL);
        CountDownLatch done = new CountDownLatch(requests);
        byte[] body = JsonMapper.builder().build().writeValueAsBytes(Subject.event(7, 7));
        long start = System.nanoTime();
        for (int i = 0; i < requests; i++) {
            room.acquire();
            URI uri = URI.create(Subject.url((int) (i * 7919L % subscriptions), receiver));
            BasicHttpRequest request = new BasicHttpRequest(
                    "POST",
                    new HttpHost("http", uri.getHost(), uri.getPort()),
                    uri.getRawPath() + "?" + uri.getRawQuery());
            request.setHeader("webhook-id", "01a1fdb6cd10000000997277f28fd571");
            request.setHeader("webhook-timestamp", "1795258123");
            request.setHeader("webhook-signature", "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=");
            client.execute(
                    new BasicRequestProducer(request, new BasicAsyncEntityProducer(body, ContentType.APPLICATION_JSON)),
                    SimpleResponseConsumer.create(),
                    new Done(room, done));
        }
        done.await();
        return requests / ((System.nanoTime() - start) / 1e9);
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    private record Done(Semaphore room, CountDownLatch done) implements FutureCallback<SimpleHttpResponse> {

        @Override
        public void completed(SimpleHttpResponse response) {
            room.release();
            done.countDown();
        }

        @Override
        public void failed(Exception cause) {
            throw new IllegalStateException("The receiver must not fail: " + cause, cause);
        }

        @Override
        public void cancelled() {
            throw new IllegalStateException("Nobody cancels");
        }
    }
}

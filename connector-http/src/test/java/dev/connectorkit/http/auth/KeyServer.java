package dev.connectorkit.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A real server with the public keys of an issuer of tokens. */
public final class KeyServer implements AutoCloseable {

    private final AtomicInteger fetches = new AtomicInteger();
    private final HttpServer server;
    private volatile int status = 200;
    private volatile String body = "";
    private volatile CountDownLatch released = new CountDownLatch(0);
    private volatile CountDownLatch asked = new CountDownLatch(1);

    /** Starts a server with these keys. */
    public KeyServer(JWK... keys) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/keys", this::answer);
        publish(keys);
        server.start();
    }

    /** Returns a new elliptic-curve key. */
    public static ECKey ec(String id, Curve curve) {
        try {
            return new ECKeyGenerator(curve).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        asked.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Returns the address of the keys. */
    public URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/keys");
    }

    /** Returns how often the keys were asked for. */
    public AtomicInteger fetches() {
        return fetches;
    }

    /** Replaces all keys by these. */
    public void publish(JWK... keys) {
        answerWith(200, new JWKSet(List.of(keys)).toString());
    }

    /** Answers like this from now on. */
    public void answerWith(int status, String body) {
        this.status = status;
        this.body = body;
    }

    /** Answers no fetch of the keys until the result is closed. */
    public Hanging hang() {
        CountDownLatch until = new CountDownLatch(1);
        asked = new CountDownLatch(1);
        released = until;
        return new Hanging(asked, until);
    }

    /** A time in which the server does not answer. */
    public record Hanging(CountDownLatch asked, CountDownLatch until) implements AutoCloseable {

        /** Waits until the keys are asked for. */
        public void awaitFetch() throws InterruptedException {
            asked.await();
        }

        @Override
        public void close() {
            until.countDown();
        }
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
    }
}

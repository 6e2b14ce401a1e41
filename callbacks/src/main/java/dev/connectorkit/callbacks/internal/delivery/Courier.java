package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.internal.store.Delivery;
import dev.connectorkit.callbacks.internal.store.Headers;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.guard.CallbackTarget;
import dev.connectorkit.guard.RefusedCallbackException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Makes one attempt at a delivery: judges its URL anew, signs it, sends it. Thread-safe. */
final class Courier {

    private final CallbackGuard guard;
    private final Signer signer;
    private final Transport transport;
    private final Duration timeout;
    private final Clock clock;

    Courier(CallbackGuard guard, Signer signer, Transport transport, Duration timeout, Clock clock) {
        this.guard = guard;
        this.signer = signer;
        this.transport = transport;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** Whether an attempt would not wait for a name look-up. */
    boolean isReady(Delivery delivery) {
        String host = delivery.host();
        return guard.remembers(host.substring(0, host.lastIndexOf(':')));
    }

    /** Completes in time and never exceptionally; may block for a name look-up. */
    CompletableFuture<Answer> attempt(Delivery delivery) {
        CallbackTarget target;
        try {
            String url = delivery.url().open();
            target = delivery.push() ? guard.checkWithUserInfo(url) : guard.check(url);
        } catch (RefusedCallbackException e) {
            return CompletableFuture.completedFuture(Failures.of(e));
        }
        Map<String, String> headers = new LinkedHashMap<>(Headers.read(delivery.headers()));
        headers.putAll(signer.headers(delivery.id(), clock.instant(), delivery.body()));
        if (target.userInfo() != null) {
            headers.put(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(target.userInfo().getBytes(StandardCharsets.UTF_8)));
        }
        return transport.post(target, headers, delivery.body(), timeout);
    }
}

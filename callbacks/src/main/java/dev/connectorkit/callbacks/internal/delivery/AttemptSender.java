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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Sends a delivery once: checks its URL again, signs it, and posts it. Thread-safe. */
final class AttemptSender {

    private final CallbackGuard guard;
    private final Signer signer;
    private final Transport transport;
    private final Duration timeout;
    private final Clock clock;

    AttemptSender(CallbackGuard guard, Signer signer, Transport transport, Duration timeout, Clock clock) {
        this.guard = guard;
        this.signer = signer;
        this.transport = transport;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** Returns whether an attempt would not wait for a name lookup. */
    boolean isReady(Delivery delivery) {
        String host = delivery.host();
        return guard.remembers(host.substring(0, host.lastIndexOf(':')));
    }

    /** Sends it. The result comes in time and never exceptionally; this may block for a name lookup. */
    CompletableFuture<AttemptResult> attempt(Delivery delivery) {
        byte[] body = Objects.requireNonNull(delivery.body()).bytes();
        CallbackTarget target;
        try {
            String url = delivery.url().decrypt();
            target = delivery.push() ? guard.checkWithUserInfo(url) : guard.check(url);
        } catch (RefusedCallbackException e) {
            return CompletableFuture.completedFuture(FailureClassifier.of(e));
        }
        Map<String, String> headers = new LinkedHashMap<>(Headers.read(delivery.headers()));
        headers.putAll(signer.headers(delivery.id(), clock.instant(), body));
        if (target.userInfo() != null) {
            headers.put(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(target.userInfo().getBytes(StandardCharsets.UTF_8)));
        }
        return transport.post(target, headers, body, timeout);
    }
}

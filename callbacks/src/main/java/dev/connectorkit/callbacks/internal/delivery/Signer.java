package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.storage.crypto.Hmac;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Signs deliveries with symmetric keys; all keys sign, so that a receiver may change from one to the other. Thread-safe.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 */
final class Signer {

    private final List<Hmac> keys = new ArrayList<>();

    /** With these keys; with none, only the id is sent. */
    Signer(List<byte[]> keys) {
        for (byte[] key : keys) {
            this.keys.add(Hmac.withKey(key));
        }
    }

    /** The headers of an attempt; the timestamp is that of the attempt. */
    Map<String, String> headers(String id, Instant now, String body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        if (keys.isEmpty()) {
            return headers;
        }
        String timestamp = Long.toString(now.getEpochSecond());
        headers.put("webhook-timestamp", timestamp);
        String signed = id + "." + timestamp + "." + body;
        StringBuilder signatures = new StringBuilder();
        for (Hmac key : keys) {
            signatures
                    .append(signatures.isEmpty() ? "v1," : " v1,")
                    .append(Base64.getEncoder().encodeToString(key.of(signed)));
        }
        headers.put("webhook-signature", signatures.toString());
        return headers;
    }
}

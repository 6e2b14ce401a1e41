package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.storage.crypto.Hmac;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Signs deliveries with every one of its symmetric keys, so that receivers can move from one to another. Thread-safe.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 */
final class Signer {

    private final List<Hmac> keys = new ArrayList<>();

    /** Creates a signer with these keys; without any, only the id is sent. */
    Signer(List<byte[]> keys) {
        for (byte[] key : keys) {
            this.keys.add(Hmac.withKey(key));
        }
    }

    /** Returns the headers of an attempt at this time. */
    Map<String, String> headers(String id, Instant now, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        if (keys.isEmpty()) {
            return headers;
        }
        String timestamp = Long.toString(now.getEpochSecond());
        headers.put("webhook-timestamp", timestamp);
        byte[] prefix = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        StringBuilder signatures = new StringBuilder();
        for (Hmac key : keys) {
            signatures
                    .append(signatures.isEmpty() ? "v1," : " v1,")
                    .append(Base64.getEncoder().encodeToString(key.of(prefix, body)));
        }
        headers.put("webhook-signature", signatures.toString());
        return headers;
    }
}

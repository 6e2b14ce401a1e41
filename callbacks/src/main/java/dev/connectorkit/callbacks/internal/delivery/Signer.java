package dev.connectorkit.callbacks.internal.delivery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs deliveries with every one of its symmetric keys, so that receivers can move from one to another. Thread-safe.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 */
final class Signer {

    private final List<SecretKeySpec> keys = new ArrayList<>();

    /** Creates a signer with these keys; without any, only the id is sent. */
    Signer(List<byte[]> keys) {
        for (byte[] key : keys) {
            this.keys.add(new SecretKeySpec(key, "HmacSHA256"));
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
        for (SecretKeySpec key : keys) {
            signatures
                    .append(signatures.isEmpty() ? "v1," : " v1,")
                    .append(Base64.getEncoder().encodeToString(mac(key, prefix, body)));
        }
        headers.put("webhook-signature", signatures.toString());
        return headers;
    }

    private static byte[] mac(SecretKeySpec key, byte[] prefix, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(prefix);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}

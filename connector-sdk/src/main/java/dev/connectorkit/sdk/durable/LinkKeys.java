package dev.connectorkit.sdk.durable;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What opens the management API: the system key opens all of it, and the code of an instance, a keyed hash of task hub and id,
 * the routes of that instance only. Comparisons take the same time for any code. Thread-safe.
 */
final class LinkKeys {

    private final String systemKey;
    private final String taskHub;
    private final SecretKeySpec signing;

    /** With the system key; the codes of instances are made of it too. */
    public LinkKeys(String systemKey, String taskHub) {
        this.systemKey = systemKey;
        this.taskHub = taskHub;
        SecretKeySpec root = new SecretKeySpec(systemKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.signing = new SecretKeySpec(mac(root, "orchestration-link"), "HmacSHA256");
    }

    String systemKey() {
        return systemKey;
    }

    String codeOf(String instanceId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(signing, taskHub + "\n" + instanceId));
    }

    boolean openAll(String code) {
        return same(systemKey, code);
    }

    boolean open(String code, @Nullable String instanceId) {
        return instanceId != null && same(codeOf(instanceId), code);
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}

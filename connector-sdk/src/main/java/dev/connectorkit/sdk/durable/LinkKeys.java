package dev.connectorkit.sdk.durable;

import dev.connectorkit.storage.crypto.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the management API: the system key opens all of it, and the code of an instance, a keyed hash of task hub and id,
 * the routes of that instance only. Comparisons take the same time for any code. Thread-safe.
 */
final class LinkKeys {

    private final String systemKey;
    private final String taskHub;
    private final Hmac signing;

    /** Creates the keys; the codes of instances are derived from the system key. */
    public LinkKeys(String systemKey, String taskHub) {
        this.systemKey = systemKey;
        this.taskHub = taskHub;
        this.signing = Hmac.withKey(systemKey.getBytes(StandardCharsets.UTF_8)).derive("orchestration-link");
    }

    String systemKey() {
        return systemKey;
    }

    String codeOf(String instanceId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signing.of(taskHub + "\n" + instanceId));
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
}

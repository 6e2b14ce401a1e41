package dev.connectorkit.sdk.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Secrets stored as SHA-256 digests and compared in constant time. */
final class HashedCredentials {

    private final List<Map.Entry<String, byte[]>> digests = new ArrayList<>();

    /** @param names by their secrets; one name may have several secrets, and is none itself */
    public HashedCredentials(Map<String, String> names) {
        names.forEach((secret, name) -> digests.add(Map.entry(name, digest(secret))));
    }

    /** The name of this secret, or null; every one is compared, whichever it is. */
    public @Nullable String nameOf(String secret) {
        byte[] digest = digest(secret);
        String found = null;
        for (Map.Entry<String, byte[]> entry : digests) {
            found = MessageDigest.isEqual(entry.getValue(), digest) ? entry.getKey() : found;
        }
        return found;
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has SHA-256
        }
    }
}

package dev.connectorkit.http.auth;

import dev.connectorkit.storage.crypto.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Secrets stored as SHA-256 digests and compared in constant time. */
final class HashedCredentials {

    private final List<Map.Entry<String, byte[]>> digests = new ArrayList<>();

    /** @param names by their secrets; one name may have several secrets, and is not a secret itself */
    public HashedCredentials(Map<String, String> names) {
        names.forEach((secret, name) -> digests.add(Map.entry(name, Sha256.of(secret))));
    }

    /** Returns the name of this secret, or null; compares all of them in any case. */
    public @Nullable String nameOf(String secret) {
        byte[] digest = Sha256.of(secret);
        String found = null;
        for (Map.Entry<String, byte[]> entry : digests) {
            found = MessageDigest.isEqual(entry.getValue(), digest) ? entry.getKey() : found;
        }
        return found;
    }
}

package dev.connectorkit.sdk.auth;

import dev.connectorkit.storage.crypto.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Secrets stored as SHA-256 digests and compared in constant time. */
public final class KnownSecrets {

    private final List<Map.Entry<String, byte[]>> digests = new ArrayList<>();

    /** @param names by their secrets; one name may have several secrets, and is none itself */
    public KnownSecrets(Map<String, String> names) {
        names.forEach((secret, name) -> digests.add(Map.entry(name, Sha256.of(secret))));
    }

    /** The name of this secret, or null; every one is compared, whichever it is. */
    public @Nullable String nameOf(String secret) {
        byte[] digest = Sha256.of(secret);
        String found = null;
        for (Map.Entry<String, byte[]> entry : digests) {
            found = MessageDigest.isEqual(entry.getValue(), digest) ? entry.getKey() : found;
        }
        return found;
    }
}

package dev.connectorkit.storage.crypto;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 with one key. Thread-safe; never shows its key.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104</a>
 */
public final class Hmac {

    private static final String ALGORITHM = "HmacSHA256";

    /** One for each thread, as finding the algorithm's provider costs as much as a short hash. Set up anew at each use. */
    private static final ThreadLocal<Mac> MACS = ThreadLocal.withInitial(Hmac::create);

    private final SecretKeySpec key;

    private Hmac(SecretKeySpec key) {
        this.key = key;
    }

    /**
     * Returns the function with this key.
     *
     * @throws IllegalArgumentException if the key is empty
     */
    public static Hmac withKey(byte[] key) {
        if (key.length == 0) {
            throw new IllegalArgumentException("A key has at least one byte");
        }
        return new Hmac(new SecretKeySpec(key, ALGORITHM));
    }

    /** Returns the function with a key derived from this one; keys of different purposes are independent of each other. */
    public Hmac derive(String purpose) {
        return withKey(of(purpose));
    }

    /** Returns the 32 bytes of the hash of a text in UTF-8. */
    public byte[] of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the 32 bytes of the hash of these bytes, one part after the other. */
    public byte[] of(byte[]... parts) {
        try {
            Mac mac = MACS.get();
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("Every key fits " + ALGORITHM, e);
        }
    }

    private static Mac create() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}

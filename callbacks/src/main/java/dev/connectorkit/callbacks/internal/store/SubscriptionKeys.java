package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.storage.crypto.Hmac;
import dev.connectorkit.storage.crypto.SignedToken;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Protects the secrets of subscriptions: callback URLs are stored encrypted (AES-128-GCM), they are compared by a keyed hash,
 * and the id in a subscription's Location ends in a keyed hash of 128 bits that only the subscriber has seen. All keys are made
 * of the connector's one key. Thread-safe.
 */
public final class SubscriptionKeys {

    private static final int IV = 12;
    private static final int TAG_BITS = 128;

    private final byte[] identity;
    private final SecretKeySpec sealing;
    private final Hmac naming;
    private final SignedToken tokens;
    private final SecureRandom random = new SecureRandom();

    /** With the key that the connector keeps. */
    public SubscriptionKeys(byte[] key) {
        Hmac root = Hmac.withKey(key);
        this.identity = root.of("identity");
        this.sealing = new SecretKeySpec(Arrays.copyOf(root.of("callback-url"), 16), "AES");
        this.naming = root.derive("callback-key");
        this.tokens = new SignedToken(root.derive("subscription-token"));
    }

    /** Returns a key that stands for the connector's, from which that cannot be computed. */
    byte[] identity() {
        return identity;
    }

    byte[] seal(String text) {
        byte[] iv = new byte[IV];
        random.nextBytes(iv);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, iv).doFinal(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(IV + sealed.length).put(iv).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES/GCM", e);
        }
    }

    /**
     * The text that was sealed.
     *
     * @throws IllegalStateException if another key sealed it
     */
    String open(byte[] sealed) {
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, IV));
            return new String(cipher.doFinal(sealed, IV, sealed.length - IV), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "A callback URL in the database was written with another key than this connector's: give every node,"
                            + " and every restart, the same dataDir or stateKey",
                    e);
        }
    }

    /** Returns a keyed hash that identifies a subscription among those of all engines, without revealing its parts. */
    public String clientKey(String... parts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(naming.of(String.join("\n", parts)));
    }

    /** The last part of a subscription's Location. */
    public String token(String id) {
        return tokens.sign(id);
    }

    /** Returns the id of the subscription that this token was given out for, or empty if it was not. Takes constant time. */
    public Optional<String> idOf(String token) {
        return tokens.verify(token);
    }

    private Cipher cipher(int mode, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, iv));
        return cipher;
    }
}

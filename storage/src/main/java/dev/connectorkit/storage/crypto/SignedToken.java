package dev.connectorkit.storage.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Codec of tokens that nobody can make without the key: a text, a hyphen and a keyed hash of 128 bits in base64url. The text is
 * readable by everybody. Thread-safe.
 */
public final class SignedToken {

    private static final int PROOF_BYTES = 16;
    private static final int PROOF_CHARACTERS = 22;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Hmac hmac;

    /** Creates the codec with this function, whose key must serve no other purpose. */
    public SignedToken(Hmac hmac) {
        this.hmac = hmac;
    }

    /** Returns the token of a text. */
    public String sign(String text) {
        return text + "-" + BASE64.encodeToString(Arrays.copyOf(hmac.of(text), PROOF_BYTES));
    }

    /** Returns the text of a token, or empty if it was not made by {@link #sign} with this key. Compares in constant time. */
    public Optional<String> verify(String token) {
        int end = Math.max(0, token.length() - PROOF_CHARACTERS - 1);
        String text = token.substring(0, end);
        boolean valid = MessageDigest.isEqual(
                sign(text).getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
        return valid ? Optional.of(text) : Optional.empty();
    }
}

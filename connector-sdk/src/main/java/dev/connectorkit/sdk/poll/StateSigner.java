package dev.connectorkit.sdk.poll;

import dev.connectorkit.storage.crypto.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Signs states so that nobody else can write them: base64url of a format byte, the author's version, the state, and the first
 * 128 bits of an HMAC-SHA256 over these and the place that the state belongs to.
 */
final class StateSigner {

    private static final byte FORMAT = 1;
    private static final int HEADER = 2;
    private static final int MAC = 16;

    /** The number of bytes that a signature adds. */
    static final int OVERHEAD = HEADER + MAC;

    private static final byte[] END_OF_PLACE = {0};

    private final List<Hmac> keys;

    /** @param keys the first signs, any of them verifies */
    StateSigner(List<byte[]> keys) {
        this.keys = keys.stream().map(Hmac::withKey).toList();
    }

    String sign(String place, int version, byte[] state) {
        byte[] signed = new byte[OVERHEAD + state.length];
        signed[0] = FORMAT;
        signed[1] = (byte) version;
        System.arraycopy(state, 0, signed, HEADER, state.length);
        System.arraycopy(mac(keys.get(0), place, signed), 0, signed, HEADER + state.length, MAC);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }

    /**
     * Returns the state that was signed.
     *
     * @throws IllegalArgumentException if this key did not sign it for this place and version; the message is for people
     */
    byte[] verify(String place, int version, String token) {
        byte[] signed = decode(token);
        if (signed.length < OVERHEAD || signed[0] != FORMAT) {
            throw foreign();
        }
        byte[] mac = Arrays.copyOfRange(signed, signed.length - MAC, signed.length);
        boolean ours = false;
        for (Hmac key : keys) {
            ours |= MessageDigest.isEqual(mac, Arrays.copyOf(mac(key, place, signed), MAC));
        }
        if (!ours) {
            throw foreign();
        }
        int written = signed[1] & 0xFF;
        if (written != version) {
            throw new IllegalArgumentException(
                    "a state of version " + version + ", but this one was written by version " + written
                            + " of the trigger; poll once without it to start afresh");
        }
        return Arrays.copyOfRange(signed, HEADER, signed.length - MAC);
    }

    private static byte[] decode(String token) {
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw foreign();
        }
    }

    private static IllegalArgumentException foreign() {
        return new IllegalArgumentException("a state that this trigger gave out in a Location header, unchanged; poll"
                + " once without it to start afresh");
    }

    private static byte[] mac(Hmac key, String place, byte[] signed) {
        return key.of(place.getBytes(StandardCharsets.UTF_8), END_OF_PLACE, Arrays.copyOf(signed, signed.length - MAC));
    }
}

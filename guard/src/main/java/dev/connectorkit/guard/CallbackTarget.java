package dev.connectorkit.guard;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A callback URL that a guard let through. Only a guard makes one. Immutable. */
public final class CallbackTarget {

    private final CallbackUrl url;
    private final List<InetAddress> addresses;

    CallbackTarget(CallbackUrl url, List<InetAddress> addresses) {
        this.url = url;
        this.addresses = addresses;
    }

    /**
     * Returns the URL to dial: path and query are those of the text, byte for byte, so that signatures in them stay valid. Scheme
     * and host are in lower case, an IDN is in its ASCII form, user-info and a trailing dot of the host are gone.
     */
    public URI uri() {
        return url.uri();
    }

    /** Returns {@code https} or {@code http}. */
    public String scheme() {
        return url.scheme();
    }

    /** Returns the name for the {@code Host} header, SNI and the certificate; an IPv6 address is without brackets. */
    public String host() {
        return url.host().name();
    }

    /** Returns the port to dial, also when the URL leaves it out. */
    public int port() {
        return url.port();
    }

    /** Returns {@code user:password}, percent-decoded, as HTTP Basic has it before its Base64; null if the URL has none. */
    public @Nullable String userInfo() {
        return url.userInfo();
    }

    /**
     * Returns all addresses of the host, vetted at the time of the check. They carry the host's name, so that
     * {@link InetAddress#getHostName()} asks nobody. Dial these at once, or ask {@link CallbackGuard#resolve} when
     * connecting.
     */
    public List<InetAddress> addresses() {
        return addresses;
    }

    /**
     * Returns a form for logs: scheme, host and port, and a short fingerprint that distinguishes the URLs of one host. Path and
     * query are left out, as either may be the secret.
     */
    public String redacted() {
        String name = url.uri().getHost();
        return url.scheme() + "://" + name + ":" + url.port() + "/...#" + fingerprint();
    }

    private String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(url.uri().toString().getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Returns the {@linkplain #redacted() redacted} form. */
    @Override
    public String toString() {
        return redacted();
    }
}

package dev.connectorkit.callbacks;

import dev.connectorkit.guard.CallbackGuard;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** How a server delivers callbacks, and where it may send them. Set up once, before the server starts; not thread-safe. */
public final class DeliveryOptions {

    private static final String PREFIX = "whsec_";
    private static final int SHORTEST_KEY = 24;
    private static final int LONGEST_KEY = 64;

    private DeliveryPolicy policy = DeliveryPolicy.standard();
    private CallbackGuard guard = CallbackGuard.builder().build();
    private int maxPayloadBytes = 5 * 1024 * 1024;
    private boolean openDeletes = true;
    private @Nullable List<byte[]> keys;
    private @Nullable SSLContext trust;

    public DeliveryOptions() {}

    /** When it is tried again and when it is given up; the {@linkplain DeliveryPolicy#standard() standard}, unless given. */
    public DeliveryOptions policy(DeliveryPolicy policy) {
        this.policy = policy;
        return this;
    }

    /** Which callback URLs are allowed; https to public addresses, unless given. */
    public DeliveryOptions guard(CallbackGuard guard) {
        this.guard = guard;
        return this;
    }

    /** The largest payload that may be published, in bytes of JSON; 5 MiB unless given. */
    public DeliveryOptions maxPayloadBytes(int bytes) {
        this.maxPayloadBytes = bytes;
        return this;
    }

    /**
     * Has the {@code DELETE} of a webhook's subscription need the credentials of the connector too. Without this its unguessable URL
     * is enough, as engines leave out credentials that stand in a query.
     */
    public DeliveryOptions unsubscribingNeedsCredentials() {
        this.openDeletes = false;
        return this;
    }

    /**
     * The keys that sign deliveries, all of them at once: to rotate, give the new one and the old one, and drop the old one when
     * all receivers know the new one. Without this, the key is made on the first start and kept in the data folder.
     *
     * @param current as Standard Webhooks writes it, {@code whsec_} and 24 to 64 bytes in base64
     * @param previous the same
     * @throws IllegalArgumentException if one is not of that form
     */
    public DeliveryOptions signingKeys(String current, String... previous) {
        List<byte[]> all = new ArrayList<>();
        all.add(key(current));
        for (String old : previous) {
            all.add(key(old));
        }
        this.keys = all;
        return this;
    }

    /** Sends no signatures; the id of the delivery is sent still. */
    public DeliveryOptions unsigned() {
        this.keys = List.of();
        return this;
    }

    /** Whom to trust as a receiver, for certificates of one's own; those whom this JVM trusts, unless given. */
    public DeliveryOptions trust(SSLContext context) {
        this.trust = context;
        return this;
    }

    private static byte[] key(String text) {
        try {
            byte[] key =
                    text.startsWith(PREFIX) ? Base64.getDecoder().decode(text.substring(PREFIX.length())) : new byte[0];
            if (key.length >= SHORTEST_KEY && key.length <= LONGEST_KEY) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // no base64; its message would show the key
        }
        throw new IllegalArgumentException("A signing key must be " + PREFIX + " followed by " + SHORTEST_KEY + " to "
                + LONGEST_KEY + " bytes in base64");
    }

    public DeliveryPolicy policy() {
        return policy;
    }

    public CallbackGuard guard() {
        return guard;
    }

    public boolean openDeletes() {
        return openDeletes;
    }

    public int maxPayloadBytes() {
        return maxPayloadBytes;
    }

    public @Nullable List<byte[]> keys() {
        return keys;
    }

    public @Nullable SSLContext trust() {
        return trust;
    }
}

package dev.connectorkit.callbacks;

import dev.connectorkit.callbacks.delivery.DeliveryListener;
import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.guard.CallbackGuard;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Options of the delivery of callbacks. Immutable. */
public final class DeliveryOptions {

    final DeliveryPolicy policy;
    final CallbackGuard guard;
    final int maxPayloadBytes;
    final List<byte[]> signingKeys;
    final List<DeliveryListener> listeners;

    final @Nullable SSLContext sslContext;

    final @Nullable URI proxy;

    private DeliveryOptions(Builder builder) {
        this.policy = builder.policy;
        this.guard = builder.guard;
        this.maxPayloadBytes = builder.maxPayloadBytes;
        this.signingKeys = builder.signingKeys;
        this.listeners = List.copyOf(builder.listeners);
        this.sslContext = builder.sslContext;
        this.proxy = builder.proxy;
    }

    /** Returns a builder with the default options. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds options. Not thread-safe. */
    public static final class Builder {

        // URI has no host where its name has an underscore, as those of containers may have.
        private static final Pattern PROXY =
                Pattern.compile("http://(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):([0-9]{1,5})/?");

        private static final String PREFIX = "whsec_";
        private static final int SHORTEST_KEY = 24;
        private static final int LONGEST_KEY = 64;

        private DeliveryPolicy policy = DeliveryPolicy.standard();
        private CallbackGuard guard = CallbackGuard.builder().build();
        private int maxPayloadBytes = 5 * 1024 * 1024;
        private List<byte[]> signingKeys = List.of();
        private final List<DeliveryListener> listeners = new ArrayList<>();
        private @Nullable SSLContext sslContext;
        private @Nullable URI proxy;

        private Builder() {}

        /** Sets schedule and limits; {@link DeliveryPolicy#standard()} by default. */
        public Builder policy(DeliveryPolicy policy) {
            this.policy = policy;
            return this;
        }

        /** Sets the rules for callback URLs; https to public addresses by default. */
        public Builder guard(CallbackGuard guard) {
            this.guard = guard;
            return this;
        }

        /**
         * Sets the largest payload that can be published, in bytes of JSON; 5 MiB by default.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxPayloadBytes(int bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("maxPayloadBytes takes a number from 1, but was " + bytes);
            }
            this.maxPayloadBytes = bytes;
            return this;
        }

        /**
         * Sets the keys that sign deliveries; each signs every delivery. To rotate, give the new key and the old one, and drop the
         * old one when all receivers know the new one. Without a key, deliveries carry their id only.
         *
         * @param current as Standard Webhooks writes it, {@code whsec_} and 24 to 64 bytes in base64
         * @param previous older keys, in the same form
         * @throws IllegalArgumentException if a key is invalid
         */
        public Builder signingKeys(String current, String... previous) {
            List<byte[]> all = new ArrayList<>();
            all.add(key(current));
            for (String old : previous) {
                all.add(key(old));
            }
            this.signingKeys = List.copyOf(all);
            return this;
        }

        /** Sends no signatures. Deliveries still carry their id. */
        public Builder unsigned() {
            this.signingKeys = List.of();
            return this;
        }

        /** Sets the SSLContext that verifies receivers, for private CAs; the JVM's by default. */
        public Builder sslContext(SSLContext context) {
            this.sslContext = context;
            return this;
        }

        /**
         * Sends deliveries through an HTTP proxy, by {@code CONNECT} for https. Callback URLs are checked as without it, but the
         * proxy resolves names itself and must refuse private addresses too.
         *
         * @param proxy like {@code http://proxy.example:3128}
         * @throws IllegalArgumentException if it is not of this form
         */
        public Builder proxy(URI proxy) {
            var parts = PROXY.matcher(proxy.toString());
            if (!parts.matches() || Integer.parseInt(parts.group(1)) < 1 || Integer.parseInt(parts.group(1)) > 65_535) {
                throw new IllegalArgumentException("proxy takes a URL like http://proxy.example:3128");
            }
            this.proxy = proxy;
            return this;
        }

        /** Adds a listener for the outcomes of attempts. */
        public Builder listener(DeliveryListener listener) {
            listeners.add(listener);
            return this;
        }

        private static byte[] key(String text) {
            try {
                byte[] key = text.startsWith(PREFIX)
                        ? Base64.getDecoder().decode(text.substring(PREFIX.length()))
                        : new byte[0];
                if (key.length >= SHORTEST_KEY && key.length <= LONGEST_KEY) {
                    return key;
                }
            } catch (IllegalArgumentException e) {
                // malformed base64; its message would show the key
            }
            throw new IllegalArgumentException("A signing key must be " + PREFIX + " followed by " + SHORTEST_KEY
                    + " to " + LONGEST_KEY + " bytes in base64");
        }

        /** Builds the options. */
        public DeliveryOptions build() {
            return new DeliveryOptions(this);
        }
    }
}

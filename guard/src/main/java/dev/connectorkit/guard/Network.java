package dev.connectorkit.guard;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** A block of addresses in CIDR notation (RFC 4632, RFC 4291 2.3). */
record Network(Ip base, int prefix, String text) {

    /**
     * Reads {@code 10.0.0.0/8}, {@code fc00::/7} or a single address.
     *
     * @throws IllegalArgumentException if it is not a network, or has bits behind the prefix
     */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = Literal.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw wrong(text, "the address cannot be read");
        }
        Ip base = Ip.of(address);
        Integer prefix = slash < 0 ? Integer.valueOf(base.width()) : number(text.substring(slash + 1));
        if (prefix == null || prefix > base.width()) {
            throw wrong(text, "the prefix length is not from 0 to " + base.width());
        }
        Network network = new Network(base, prefix, slash < 0 ? text + "/" + prefix : text);
        if ((base.high() & ~network.highMask()) != 0 || (base.low() & ~network.lowMask()) != 0) {
            throw wrong(text, "the address has bits behind the prefix");
        }
        return network;
    }

    private static @Nullable Integer number(String digits) {
        return digits.matches("0|[1-9][0-9]{0,2}") ? Integer.valueOf(digits) : null;
    }

    private static IllegalArgumentException wrong(String text, String what) {
        return new IllegalArgumentException("Expected a network such as 10.0.0.0/8, 192.0.2.7/32 or fc00::/7, but in \""
                + text + "\" " + what + ".");
    }

    boolean contains(Ip ip) {
        return ip.width() == base.width()
                && (ip.high() & highMask()) == base.high()
                && (ip.low() & lowMask()) == base.low();
    }

    /** Returns whether this is the other block or a part of it. */
    boolean isWithin(Network other) {
        return prefix >= other.prefix && other.contains(base);
    }

    boolean isOneAddress() {
        return prefix == base.width();
    }

    private long highMask() {
        return prefix == 0 ? 0 : prefix >= 64 ? -1L : -1L << (64 - prefix);
    }

    private long lowMask() {
        return prefix <= 64 ? 0 : -1L << (128 - prefix);
    }
}

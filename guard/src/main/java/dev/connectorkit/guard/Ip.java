package dev.connectorkit.guard;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An IP address as bits. IPv4 addresses have 32, at the top of {@code high}.
 *
 * <p>IPv4-mapped addresses (RFC 4291, 2.5.5.2) and those of the well-known NAT64 prefix (RFC 6052) are the IPv4 address
 * that their packets reach.
 */
record Ip(int width, long high, long low) {

    private static final long MAPPED = 0xFFFFL; // ::ffff:0:0/96
    private static final long NAT64 = 0x0064_FF9B_0000_0000L; // 64:ff9b::/96

    static Ip of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        if (bytes.remaining() == 4) {
            return v4(bytes.getInt());
        }
        long high = bytes.getLong();
        long low = bytes.getLong();
        boolean mapped = high == 0 && low >>> 32 == MAPPED;
        boolean nat64 = high == NAT64 && low >>> 32 == 0;
        return mapped || nat64 ? v4((int) low) : new Ip(128, high, low);
    }

    private static Ip v4(int bits) {
        return new Ip(32, Integer.toUnsignedLong(bits) << 32, 0);
    }

    /** Returns the IPv4 address that an ISATAP tunnel (RFC 5214) would send to, under whatever prefix; or null. */
    @Nullable Ip isatap() {
        long interfaceId = low >>> 32 & ~0x0200_0000L; // without the universal/local bit
        return width == 128 && interfaceId == 0x0000_5EFEL ? v4((int) low) : null;
    }
}

package dev.connectorkit.guard;

import static dev.connectorkit.guard.Block.Kind.FORBIDDEN;
import static dev.connectorkit.guard.Block.Kind.METADATA;
import static dev.connectorkit.guard.Block.Kind.PRIVATE;
import static dev.connectorkit.guard.Block.Kind.PUBLIC;
import static dev.connectorkit.guard.Block.Kind.UNALLOCATED;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A block of addresses with its purpose, after IANA's special-purpose registries for IPv4 and IPv6. The smallest block that
 * holds an address decides.
 */
record Block(Network network, Kind kind, String what) {

    enum Kind {
        PUBLIC,
        /** Opened together by one setting. */
        PRIVATE,
        /** Opened only by a network or a host that is named. */
        FORBIDDEN,
        /** Hands out credentials to every caller: opened only by its very address. */
        METADATA,
        /** Never opened. */
        UNALLOCATED
    }

    private static final List<Block> ALL = Stream.of(
                    block("0.0.0.0/0", PUBLIC, "a public address"),
                    block("0.0.0.0/8", FORBIDDEN, "an unspecified address"),
                    block("10.0.0.0/8", PRIVATE, "a private address"),
                    block("100.64.0.0/10", PRIVATE, "a carrier-grade NAT address"),
                    block("100.100.100.200/32", METADATA, "a metadata service"), // Alibaba
                    block("127.0.0.0/8", FORBIDDEN, "a loopback address"),
                    block("168.63.129.16/32", METADATA, "a metadata service"), // Azure's wire server
                    block("169.254.0.0/16", FORBIDDEN, "a link-local address"),
                    block("169.254.0.23/32", METADATA, "a metadata service"), // Tencent
                    block("169.254.169.254/32", METADATA, "a metadata service"), // AWS, Azure, Google and most others
                    block("169.254.170.2/32", METADATA, "a metadata service"), // AWS ECS
                    block("169.254.170.23/32", METADATA, "a metadata service"), // AWS EKS
                    block("172.16.0.0/12", PRIVATE, "a private address"),
                    block("192.0.0.0/24", FORBIDDEN, "a reserved address"),
                    block("192.0.0.192/32", METADATA, "a metadata service"), // Oracle
                    block("192.0.2.0/24", FORBIDDEN, "a documentation address"),
                    block("192.31.196.0/24", FORBIDDEN, "a reserved address"),
                    block("192.52.193.0/24", FORBIDDEN, "a reserved address"),
                    block("192.88.99.0/24", FORBIDDEN, "a reserved address"),
                    block("192.168.0.0/16", PRIVATE, "a private address"),
                    block("192.175.48.0/24", FORBIDDEN, "a reserved address"),
                    block("198.18.0.0/15", FORBIDDEN, "a benchmarking address"),
                    block("198.51.100.0/24", FORBIDDEN, "a documentation address"),
                    block("203.0.113.0/24", FORBIDDEN, "a documentation address"),
                    block("224.0.0.0/4", FORBIDDEN, "a multicast address"),
                    block("240.0.0.0/4", FORBIDDEN, "a reserved address"),
                    block("::/0", UNALLOCATED, "an address that is not allocated"),
                    block("::/8", FORBIDDEN, "a reserved address"), // IPv4-compatible and translated ones
                    block("::/128", FORBIDDEN, "an unspecified address"),
                    block("::1/128", FORBIDDEN, "a loopback address"),
                    block("64:ff9b:1::/48", FORBIDDEN, "a local NAT64 address"),
                    block("100::/64", FORBIDDEN, "a discard address"),
                    block("2000::/3", PUBLIC, "a public address"),
                    block("2001::/23", FORBIDDEN, "a reserved address"), // Teredo, ORCHID, benchmarking
                    block("2001:db8::/32", FORBIDDEN, "a documentation address"),
                    block("2002::/16", FORBIDDEN, "a 6to4 address"),
                    block("2620:4f:8000::/48", FORBIDDEN, "a reserved address"),
                    block("3fff::/20", FORBIDDEN, "a documentation address"),
                    block("5f00::/16", FORBIDDEN, "a segment-routing address"),
                    block("fc00::/7", PRIVATE, "a unique local address"),
                    block("fd00:42::42/128", METADATA, "a metadata service"), // Scaleway
                    block("fd00:c1::a9fe:a9fe/128", METADATA, "a metadata service"), // Oracle
                    block("fd00:ec2::/32", METADATA, "a metadata service"), // AWS
                    block("fd20:ce::254/128", METADATA, "a metadata service"), // Google
                    block("fe80::/10", FORBIDDEN, "a link-local address"),
                    block("fec0::/10", FORBIDDEN, "a site-local address"),
                    block("ff00::/8", FORBIDDEN, "a multicast address"))
            .sorted(Comparator.comparing((Block block) -> block.network().prefix())
                    .reversed())
            .toList();

    private static Block block(String network, Kind kind, String what) {
        return new Block(Network.parse(network), kind, what);
    }

    /** Returns the smallest block that holds the address. */
    static Block of(Ip ip) {
        for (Block block : ALL) { // no stream: runs for every connection
            if (block.network.contains(ip)) {
                return block;
            }
        }
        throw new IllegalStateException("The blocks cover all addresses");
    }

    /** Returns whether the network lies in a block that it can open. */
    static boolean canOpen(Network network) {
        Block around = ALL.stream()
                .filter(block -> network.isWithin(block.network))
                .findFirst()
                .orElseThrow();
        return around.kind != PUBLIC && around.kind != UNALLOCATED;
    }

    @Override
    public String toString() {
        return what + " (" + network.text() + ")";
    }
}

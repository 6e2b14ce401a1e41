package dev.connectorkit.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The verdict on whole address blocks, against a second reckoning with big numbers instead of bit masks. */
class AddressBlocksPropertiesTest {

    private static final List<Range> DENIED_V4 = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "168.63.129.16/32");

    /** Within 2000::/3, outside of which everything is denied. */
    private static final List<Range> DENIED_V6 =
            ranges("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

    private static final Range GLOBAL = Range.of("2000::/3");

    private static final CallbackGuard GUARD =
            CallbackGuard.builder().ownAddresses(Stream::<InetAddress>empty).build();

    private static final CallbackGuard OPEN = CallbackGuard.builder()
            .openPrivateNetworks()
            .ownAddresses(Stream::<InetAddress>empty)
            .build();

    /** All addresses from first to last, as numbers. */
    record Range(int bytes, BigInteger first, BigInteger last) {

        static Range of(String cidr) {
            int slash = cidr.indexOf('/');
            byte[] base = Names.address(cidr.substring(0, slash)).getAddress();
            BigInteger first = new BigInteger(1, base);
            BigInteger size = BigInteger.TWO.pow(base.length * 8 - Integer.parseInt(cidr.substring(slash + 1)));
            return new Range(base.length, first, first.add(size).subtract(BigInteger.ONE));
        }

        boolean contains(BigInteger number) {
            return number.compareTo(first) >= 0 && number.compareTo(last) <= 0;
        }

        Arbitrary<InetAddress> inside() {
            return Arbitraries.bigIntegers().between(first, last).map(number -> address(number, bytes));
        }

        /** The addresses just before and just behind, as far as there are any. */
        Stream<InetAddress> neighbours() {
            BigInteger end = BigInteger.TWO.pow(bytes * 8);
            return Stream.of(first.subtract(BigInteger.ONE), last.add(BigInteger.ONE))
                    .filter(number -> number.signum() >= 0 && number.compareTo(end) < 0)
                    .map(number -> address(number, bytes));
        }
    }

    private static List<Range> ranges(String... cidrs) {
        return Arrays.stream(cidrs).map(Range::of).toList();
    }

    private static InetAddress address(BigInteger number, int bytes) {
        byte[] raw = number.toByteArray();
        byte[] padded = new byte[bytes];
        int length = Math.min(raw.length, bytes);
        System.arraycopy(raw, raw.length - length, padded, bytes - length, length);
        try {
            return InetAddress.getByAddress(padded);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static InetAddress behind(String prefix, InetAddress v4) {
        BigInteger base = prefix.equals("::")
                ? BigInteger.ZERO
                : new BigInteger(1, Names.address(prefix).getAddress());
        return address(base.add(new BigInteger(1, v4.getAddress())), 16);
    }

    private static boolean passes(CallbackGuard guard, InetAddress address) {
        try {
            guard.checkAddress(address);
            return true;
        } catch (RefusedCallbackException e) {
            return false;
        }
    }

    private static boolean isPublic(InetAddress address) {
        BigInteger number = new BigInteger(1, address.getAddress());
        return address.getAddress().length == 4
                ? DENIED_V4.stream().noneMatch(range -> range.contains(number))
                : GLOBAL.contains(number) && DENIED_V6.stream().noneMatch(range -> range.contains(number));
    }

    @Provide
    Arbitrary<InetAddress> denied() {
        List<Range> all = new ArrayList<>(DENIED_V4);
        all.addAll(DENIED_V6);
        all.addAll(ranges(
                "::/8",
                "64:ff9b:1::/48",
                "100::/64",
                "5f00::/16",
                "fc00::/7",
                "fd00:ec2::/32",
                "fe80::/10",
                "fec0::/10",
                "ff00::/8",
                "4000::/3",
                "8000::/1"));
        return Arbitraries.of(all)
                .flatMap(Range::inside)
                .filter(address -> !address.getHostAddress().startsWith("64:ff9b:0:0:0:0:"));
    }

    @Provide
    Arbitrary<InetAddress> v4() {
        Arbitrary<InetAddress> any = Range.of("0.0.0.0/0").inside();
        Arbitrary<InetAddress> blocked = Arbitraries.of(DENIED_V4).flatMap(Range::inside);
        return Arbitraries.oneOf(any, blocked);
    }

    /** All of IPv6, with its public eighth and the edges of every block more often than by chance. */
    @Provide
    Arbitrary<InetAddress> v6() {
        Arbitrary<InetAddress> any = Range.of("::/0").inside();
        Arbitrary<InetAddress> edges =
                Arbitraries.of(DENIED_V6.stream().flatMap(Range::neighbours).toList());
        return Arbitraries.oneOf(any, GLOBAL.inside(), edges)
                .filter(address -> !address.getHostAddress().startsWith("64:ff9b:0:0:0:0:"))
                .filter(address -> !address.getHostAddress().contains(":5efe:"));
    }

    @Property
    void every_address_inside_a_denied_block_is_refused(@ForAll("denied") InetAddress address) {
        assertThat(passes(GUARD, address)).as("%s", address).isFalse();
    }

    @Property
    void an_ipv4_address_passes_exactly_when_no_block_holds_it(@ForAll("v4") InetAddress address) {
        assertThat(passes(GUARD, address)).as("%s", address).isEqualTo(isPublic(address));
    }

    @Property
    void an_ipv6_address_passes_exactly_when_it_is_global_and_no_exception(@ForAll("v6") InetAddress address) {
        assertThat(passes(GUARD, address)).as("%s", address).isEqualTo(isPublic(address));
    }

    @Example
    void the_first_and_last_address_of_a_block_are_refused_and_its_neighbours_judged_by_themselves() {
        List<Range> all = new ArrayList<>(DENIED_V4);
        all.addAll(DENIED_V6);
        for (Range range : all) {
            assertThat(passes(GUARD, address(range.first(), range.bytes())))
                    .as("first of %s", range)
                    .isFalse();
            assertThat(passes(GUARD, address(range.last(), range.bytes())))
                    .as("last of %s", range)
                    .isFalse();
            range.neighbours()
                    .forEach(next -> assertThat(passes(GUARD, next))
                            .as("%s beside %s", next, range)
                            .isEqualTo(isPublic(next)));
        }
        assertThat(all.stream().flatMap(Range::neighbours).filter(next -> passes(GUARD, next)))
                .hasSizeGreaterThan(30);
    }

    @Property
    void mapped_and_nat64_addresses_are_judged_as_the_ipv4_address_inside(@ForAll("v4") InetAddress inner)
            throws UnknownHostException {
        InetAddress nat64 = behind("64:ff9b::", inner);
        byte[] mapped = behind("::", inner).getAddress();
        mapped[10] = mapped[11] = (byte) 0xFF;
        // The one factory that leaves such an address an IPv6 one.
        InetAddress scoped = java.net.Inet6Address.getByAddress(null, mapped, 1);

        for (CallbackGuard guard : List.of(GUARD, OPEN)) {
            assertThat(passes(guard, nat64)).as("%s", nat64).isEqualTo(passes(guard, inner));
            assertThat(passes(guard, scoped)).as("%s", scoped).isEqualTo(passes(guard, inner));
            assertThat(passes(guard, InetAddress.getByAddress(mapped))).isEqualTo(passes(guard, inner));
        }
    }

    @Property
    void other_wrappings_of_an_ipv4_address_never_pass(@ForAll("v4") InetAddress inner) {
        BigInteger bits = new BigInteger(1, inner.getAddress());
        BigInteger sixToFour = BigInteger.valueOf(0x2002).shiftLeft(112).add(bits.shiftLeft(80));
        assertThat(passes(OPEN, address(sixToFour.add(BigInteger.ONE), 16))).isFalse();
        for (String prefix : List.of("::", "::ffff:0:0:0", "64:ff9b:1::", "2001::", "fe80::5efe:0:0")) {
            assertThat(passes(OPEN, behind(prefix, inner)))
                    .as("%s%s", prefix, inner)
                    .isFalse();
        }
    }

    @Property
    void an_isatap_address_passes_exactly_when_both_its_parts_do(@ForAll("v4") InetAddress inner) {
        for (String prefix : List.of("2606:4700::5efe:0:0", "2606:4700::200:5efe:0:0")) {
            assertThat(passes(GUARD, behind(prefix, inner))).isEqualTo(isPublic(inner));
        }
    }

    @Property
    void opening_private_networks_opens_these_and_nothing_else(@ForAll("anything") InetAddress address) {
        List<Range> opened = ranges("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7");
        List<Range> metadata = ranges(
                "100.100.100.200/32", "fd00:ec2::/32", "fd00:42::42/128", "fd00:c1::a9fe:a9fe/128", "fd20:ce::254/128");
        BigInteger number = new BigInteger(1, address.getAddress());
        int bytes = address.getAddress().length;
        boolean isOpened = opened.stream().anyMatch(r -> r.bytes() == bytes && r.contains(number))
                && metadata.stream().noneMatch(r -> r.bytes() == bytes && r.contains(number));

        assertThat(passes(OPEN, address)).as("%s", address).isEqualTo(isOpened || isPublic(address));
    }

    @Provide
    Arbitrary<InetAddress> anything() {
        Arbitrary<InetAddress> services = Arbitraries.of(
                        "100.100.100.200", "169.254.169.254", "fd00:ec2::254", "fd00:42::42", "fd20:ce::254")
                .map(Names::address);
        Arbitrary<InetAddress> inPrivate = Arbitraries.of(ranges("fc00::/7", "10.0.0.0/8", "100.64.0.0/10"))
                .flatMap(Range::inside);
        return Arbitraries.oneOf(v4(), v6(), services, inPrivate)
                .filter(address -> !address.getHostAddress().contains(":5efe:"));
    }

    @Property
    void an_opened_network_opens_itself_and_not_its_neighbours(@ForAll("networks") Range network) {
        String base = address(network.first(), 4).getHostAddress();
        int prefix = 32 - network.last().subtract(network.first()).bitLength();
        CallbackGuard guard = CallbackGuard.builder()
                .openNetwork(base + "/" + prefix)
                .ownAddresses(Stream::<InetAddress>empty)
                .build();

        assertThat(passes(guard, address(network.first(), 4))).isTrue();
        assertThat(passes(guard, address(network.last(), 4))).isTrue();
        network.neighbours().forEach(next -> assertThat(passes(guard, next)).isEqualTo(isPublic(next)));
    }

    @Provide
    Arbitrary<Range> networks() {
        return Combinators.combine(
                        Range.of("10.0.0.0/8").inside(), Arbitraries.integers().between(8, 32))
                .as((address, prefix) -> {
                    BigInteger size = BigInteger.TWO.pow(32 - prefix);
                    BigInteger number = new BigInteger(1, address.getAddress());
                    BigInteger first = number.subtract(number.mod(size));
                    return new Range(4, first, first.add(size).subtract(BigInteger.ONE));
                });
    }
}

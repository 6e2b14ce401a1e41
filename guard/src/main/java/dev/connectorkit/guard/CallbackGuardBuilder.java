package dev.connectorkit.guard;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sets up a {@link CallbackGuard}. Not thread-safe.
 *
 * <p>Private networks are opened together by one setting. Everything else that is not public (loopback, link-local,
 * multicast, reserved) is opened only by the network or the host that is named, and the metadata services of clouds only
 * by their very address.
 */
public final class CallbackGuardBuilder {

    private final List<String> allowedHosts = new ArrayList<>();
    private final Set<String> openedHosts = new LinkedHashSet<>();
    private final List<Network> opened = new ArrayList<>();
    private final List<Network> closed = new ArrayList<>();
    private boolean privateOpen;
    private @Nullable PortRule ports;
    private @Nullable HostResolver resolver;
    private OwnAddresses.Source ownAddresses = OwnAddresses.INTERFACES;
    boolean http;
    Duration lookUpBudget = Duration.ofSeconds(5);
    Clock clock = Clock.systemUTC();

    CallbackGuardBuilder() {}

    /**
     * Lets through these hosts and no others, apart from those of {@link #openHost}. Their addresses are checked all the
     * same.
     *
     * @param hosts each a name or an IP address, or {@code *.example.com} for all names below {@code example.com}
     * @throws IllegalArgumentException if one is neither
     */
    public CallbackGuardBuilder allowHosts(String... hosts) {
        for (String host : hosts) {
            allowedHosts.add(HostRules.pattern(host));
        }
        return this;
    }

    /** Lets through {@code http} as well, on port 80 too unless {@link #ports} says otherwise. */
    public CallbackGuardBuilder allowHttp() {
        http = true;
        return this;
    }

    /** Opens RFC 1918, carrier-grade NAT and unique local IPv6 addresses, but no metadata service among them. */
    public CallbackGuardBuilder openPrivateNetworks() {
        privateOpen = true;
        return this;
    }

    /**
     * Opens a network that is not public, for instance {@code 127.0.0.0/8}; or a single address, also one of this machine.
     * More dangerous addresses inside, such as a metadata service, stay refused.
     *
     * @param network in CIDR notation, or one address
     * @throws IllegalArgumentException if it is not a network, or spans several kinds of addresses
     */
    public CallbackGuardBuilder openNetwork(String network) {
        Network named = Network.parse(network);
        if (!named.isOneAddress() && !Block.canOpen(named)) {
            throw new IllegalArgumentException("Expected a part of one network that is refused, such as 127.0.0.0/8 or"
                    + " 10.1.0.0/16, but " + network + " is public or reaches over several; name each.");
        }
        opened.add(named);
        return this;
    }

    /**
     * Opens a host by its name, whatever the name and its addresses; metadata services stay refused. Add it for a name
     * that only the local network knows: such a name is looked up with the search list and the hosts file of the system,
     * others are not.
     *
     * @throws IllegalArgumentException if it is no host name
     */
    public CallbackGuardBuilder openHost(String host) {
        String name = HostRules.pattern(host);
        if (name.startsWith(".") || Literal.parse(name) != null) {
            throw new IllegalArgumentException(
                    "Expected one host name, but got \"" + host + "\"; openNetwork(...) opens addresses.");
        }
        openedHosts.add(name);
        return this;
    }

    /**
     * Refuses a network that is public or opened otherwise, for instance the address of the database.
     *
     * @param network in CIDR notation, or one address
     * @throws IllegalArgumentException if it is invalid
     */
    public CallbackGuardBuilder closeNetwork(String network) {
        closed.add(Network.parse(network));
        return this;
    }

    /**
     * Replaces the rule for ports, which lets through 443, 80 with {@link #allowHttp}, and the ports above 1023 where no
     * database, broker or control plane usually listens.
     *
     * @param portsOrRanges for instance {@code "443", "8000-8999"}
     * @throws IllegalArgumentException if no port is given, or one is neither
     */
    public CallbackGuardBuilder ports(String... portsOrRanges) {
        ports = PortRule.of(portsOrRanges);
        return this;
    }

    /** Sets the resolver of names; the system's by default. The guard caches its answers for a minute. */
    public CallbackGuardBuilder resolver(HostResolver resolver) {
        this.resolver = resolver;
        return this;
    }

    /**
     * Sets the longest time that a caller waits for DNS; 5 seconds by default.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public CallbackGuardBuilder lookUpBudget(Duration budget) {
        if (budget.isZero() || budget.isNegative()) {
            throw new IllegalArgumentException("Expected a time to wait for DNS above zero, but got " + budget + ".");
        }
        lookUpBudget = budget;
        return this;
    }

    /** Sets the clock for the age of cached addresses; the system's by default. */
    public CallbackGuardBuilder clock(Clock clock) {
        this.clock = clock;
        return this;
    }

    CallbackGuardBuilder ownAddresses(OwnAddresses.Source source) {
        ownAddresses = source;
        return this;
    }

    /** Returns the guard. */
    public CallbackGuard build() {
        return new CallbackGuard(this);
    }

    PortRule portRule() {
        return ports == null ? PortRule.standard(http) : ports;
    }

    HostRules hostRules() {
        return new HostRules(List.copyOf(allowedHosts), Set.copyOf(openedHosts));
    }

    AddressRules addressRules() {
        return new AddressRules(
                privateOpen, List.copyOf(opened), List.copyOf(closed), new OwnAddresses(ownAddresses, clock));
    }

    HostResolver hostResolver() {
        if (resolver != null) {
            return resolver;
        }
        Set<String> local = Set.copyOf(openedHosts);
        // The dot keeps the system from trying the name below its own domains first.
        return name -> InetAddress.getAllByName(local.contains(name) ? name : name + ".");
    }
}

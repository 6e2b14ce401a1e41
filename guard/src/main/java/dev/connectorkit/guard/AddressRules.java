package dev.connectorkit.guard;

import dev.connectorkit.guard.Block.Kind;
import dev.connectorkit.guard.RefusedCallbackException.Reason;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that may be called.
 *
 * @param privateOpen whether all private blocks are open
 * @param opened networks that are allowed explicitly; an entry does not allow more specific blocks inside it
 * @param closed networks that nothing opens
 */
record AddressRules(boolean privateOpen, List<Network> opened, List<Network> closed, OwnAddresses own) {

    private static final Network LOOPBACK_V4 = Network.parse("127.0.0.0/8");
    private static final Network LOOPBACK_V6 = Network.parse("::1");

    /**
     * Checks one address.
     *
     * @param host the name or literal that led to it
     * @param hostOpen whether this host is opened by its name
     * @return null if it may be called
     */
    @Nullable Refusal refusal(InetAddress address, Host host, boolean hostOpen) {
        Ip ip = Ip.of(address);
        Refusal refusal = refusal(ip, host, hostOpen);
        Ip inner = ip.isatap();
        return refusal == null && inner != null ? refusal(inner, host, hostOpen) : refusal;
    }

    private @Nullable Refusal refusal(Ip ip, Host host, boolean hostOpen) {
        Block block = Block.of(ip);
        if (closed.stream().anyMatch(network -> network.contains(ip))) {
            return new Refusal(Reason.FORBIDDEN_ADDRESS, leadsTo(host) + "an address that the operator has closed.");
        }
        if (!isOpen(block, ip, hostOpen)) {
            return new Refusal(
                    block.kind() == Kind.PRIVATE ? Reason.PRIVATE_ADDRESS : Reason.FORBIDDEN_ADDRESS,
                    leadsTo(host) + block + ". Expected a public address" + wayOut(block, host) + ".");
        }
        boolean named = hostOpen || opened.stream().anyMatch(n -> n.isOneAddress() && n.contains(ip));
        if (!named && !loopbackOpen() && own.contains(ip)) {
            return new Refusal(
                    Reason.OWN_ADDRESS,
                    leadsTo(host) + "an address of this machine. Expected another machine; "
                            + (host.literal() == null ? openHost(host) : "openNetwork(\"" + host.name() + "\")")
                            + " would allow it.");
        }
        return null;
    }

    private boolean isOpen(Block block, Ip ip, boolean hostOpen) {
        return switch (block.kind()) {
            case PUBLIC -> true;
            case PRIVATE -> privateOpen || hostOpen || isNamed(block, ip);
            case FORBIDDEN -> hostOpen || isNamed(block, ip);
            case METADATA -> isNamed(block, ip);
            case UNALLOCATED -> false;
        };
    }

    private boolean isNamed(Block block, Ip ip) {
        return opened.stream().anyMatch(network -> network.contains(ip) && network.isWithin(block.network()));
    }

    private boolean loopbackOpen() {
        return opened.stream().anyMatch(n -> n.isWithin(LOOPBACK_V4) || n.isWithin(LOOPBACK_V6));
    }

    /** Returns the beginning of a message, for a name without its address: our DNS knows that, but not every caller does. */
    private static String leadsTo(Host host) {
        return "The callback host " + host.name() + (host.literal() == null ? " resolves to " : " is ");
    }

    private static String wayOut(Block block, Host host) {
        String network = "openNetwork(\"" + block.network().text() + "\")";
        return switch (block.kind()) {
            case PRIVATE -> "; openPrivateNetworks() or " + network + " would allow it";
            case FORBIDDEN ->
                "; " + (host.literal() == null ? openHost(host) + " or " : "") + network + " would allow it";
            case METADATA -> "; only " + network + " would allow it";
            case PUBLIC, UNALLOCATED -> "";
        };
    }

    private static String openHost(Host host) {
        return "openHost(\"" + host.name() + "\")";
    }
}

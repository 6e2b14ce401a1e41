package dev.connectorkit.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A resolver with the names that a test sets. */
final class Names implements HostResolver {

    /** A public address of each family. */
    static final String PUBLIC_V4 = "93.184.215.14";

    static final String PUBLIC_V6 = "2606:2800:21f:cb07:6820:80da:af6b:8b2c";

    private final Map<String, InetAddress[]> known = new HashMap<>();

    Names with(String name, String... addresses) {
        known.put(name, Arrays.stream(addresses).map(Names::address).toArray(InetAddress[]::new));
        return this;
    }

    static InetAddress address(String literal) {
        InetAddress address = Literal.parse(literal);
        if (address == null) {
            throw new IllegalArgumentException(literal);
        }
        return address;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = known.get(host);
        if (addresses == null) {
            throw new UnknownHostException(host);
        }
        return addresses;
    }
}

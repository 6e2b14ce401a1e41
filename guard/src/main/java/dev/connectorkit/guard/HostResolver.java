package dev.connectorkit.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Looks up a host name; {@code InetAddress::getAllByName} is one. Called by several threads at once. */
@FunctionalInterface
public interface HostResolver {

    /**
     * Returns all addresses of a host, of both families; nothing is vetted yet. May block: callers of the guard wait for it no
     * longer than their time budget.
     *
     * @param host a DNS name in ASCII and lower case, without a trailing dot; never an IP address
     * @throws UnknownHostException if the name has no address
     */
    InetAddress[] resolve(String host) throws UnknownHostException;
}

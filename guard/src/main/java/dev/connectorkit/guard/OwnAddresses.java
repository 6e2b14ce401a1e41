package dev.connectorkit.guard;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses of this machine's network interfaces, listed anew at most once a minute. Thread-safe. */
final class OwnAddresses {

    /** Lists the addresses. */
    interface Source {
        Stream<InetAddress> list() throws SocketException;
    }

    static final Source INTERFACES =
            () -> NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses);

    private static final Duration LIFETIME = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(CallbackGuard.class);

    private record Listed(Set<Ip> ips, Instant until) {}

    private final Source source;
    private final Clock clock;
    private volatile Listed listed = new Listed(Set.of(), Instant.MIN);

    OwnAddresses(Source source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    boolean contains(Ip ip) {
        Instant now = clock.instant();
        if (!now.isBefore(listed.until())) {
            listAgain(now);
        }
        return listed.ips().contains(ip);
    }

    private synchronized void listAgain(Instant now) {
        if (now.isBefore(listed.until())) {
            return;
        }
        Set<Ip> ips = listed.ips();
        try {
            ips = source.list().map(Ip::of).collect(Collectors.toUnmodifiableSet());
        } catch (SocketException e) {
            LOG.warn("The network interfaces could not be listed; the addresses known so far stay refused", e);
        }
        listed = new Listed(ips, now.plus(LIFETIME));
    }
}

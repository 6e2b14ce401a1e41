package dev.connectorkit.guard;

import dev.connectorkit.guard.RefusedCallbackException.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the callback URLs that strangers send to a service, so that the service cannot be made to call its own network:
 *
 * <pre>{@code
 * CallbackGuard guard = CallbackGuard.builder().build(); // https, public addresses
 * CallbackTarget target = guard.check(url);              // when the URL arrives, and before each call
 * client.setDnsResolver(guard::resolve);                 // in your HTTP client's terms: what it connects to
 * }</pre>
 *
 * <p>The check alone does not help against a name that has another address a moment later: the client must connect to
 * the addresses of {@link #resolve} or of {@link CallbackTarget#addresses()} and to no others, must not follow redirects,
 * and must not use a proxy that looks up names by itself.
 *
 * <p>All methods throw {@link RefusedCallbackException}. Names wait for DNS no longer than the guard's time budget; vetted
 * addresses are remembered for a minute, refusals for 30 seconds. Immutable but for that memory, and thread-safe; one
 * guard serves a whole application and needs no closing.
 */
public final class CallbackGuard {

    /** The most characters that a URL may have. */
    public static final int MAX_LENGTH = 2048;

    private static final Logger LOG = LoggerFactory.getLogger(CallbackGuard.class);

    private final boolean http;
    private final PortRule ports;
    private final HostRules hosts;
    private final AddressRules addresses;
    private final HostResolver resolver;
    private final NameCache names;

    CallbackGuard(CallbackGuardBuilder builder) {
        this.http = builder.http;
        this.ports = builder.portRule();
        this.hosts = builder.hostRules();
        this.addresses = builder.addressRules();
        this.resolver = builder.hostResolver();
        this.names = new NameCache(this::lookUp, builder.clock, builder.lookUpBudget, NameCache.CAPACITY);
    }

    /** Returns a builder of a guard that allows {@code https} to public addresses and nothing else by default. */
    public static CallbackGuardBuilder builder() {
        return new CallbackGuardBuilder();
    }

    /**
     * Returns a guard for a developer's machine: {@code http}, {@code localhost}, loopback addresses and every port pass as well.
     * Other local addresses stay refused. Logs a warning.
     */
    public static CallbackGuard forDevelopment() {
        LOG.warn("DEVELOPMENT ONLY: callbacks may go to this machine itself and over plain http."
                + " Whoever may subscribe can reach every port of it.");
        return builder()
                .allowHttp()
                .ports("1-65535")
                .openHost("localhost")
                .openNetwork("127.0.0.0/8")
                .openNetwork("::1")
                .build();
    }

    /** Checks a URL and everything behind it: syntax, scheme, port, host and all its addresses. User-info is refused. */
    public CallbackTarget check(String url) {
        return check(url, false);
    }

    /** Like {@link #check}, but the URL may have user-info; {@link CallbackTarget#userInfo()} returns it. */
    public CallbackTarget checkWithUserInfo(String url) {
        return check(url, true);
    }

    private CallbackTarget check(String text, boolean withUserInfo) {
        CallbackUrl url = CallbackUrl.parse(text);
        if (url.scheme().equals("http") && !http) {
            throw new RefusedCallbackException(
                    Reason.SCHEME,
                    "The callback URL is not encrypted. Expected https://; allowHttp() would allow http.");
        }
        if (url.userInfo() != null && !withUserInfo) {
            throw new RefusedCallbackException(
                    Reason.USER_INFO, "The callback URL has user-info before an @. Expected none.");
        }
        if (!ports.allows(url.port())) {
            throw new RefusedCallbackException(
                    Reason.PORT,
                    "The port " + url.port() + " of the callback URL is not allowed. Expected " + ports.expected()
                            + "; ports(...) changes the rule.");
        }
        return new CallbackTarget(url, vetted(url.host()));
    }

    /**
     * Returns all addresses of a host, for an HTTP client that is about to connect. Refused if any one is: a client may choose
     * among them. They carry the host's name, so that {@link InetAddress#getHostName()} asks nobody.
     *
     * @param host a name or an IP address, with or without brackets
     * @return at least one address
     */
    public List<InetAddress> resolve(String host) {
        return vetted(Host.parse(host));
    }

    /**
     * Returns whether {@link #check} would return without a DNS look-up: the host is an IP address, or its name is cached for at
     * least one more second.
     *
     * @param host as {@link CallbackTarget#host()} returns it
     */
    public boolean remembers(String host) {
        return names.remembers(host) || Literal.parse(host) != null;
    }

    /**
     * Checks one address before a connection is made. Exceptions for hosts apply to the name that the address carries; no name is
     * looked up.
     */
    public void checkAddress(InetAddress address) {
        String carried = new InetSocketAddress(address, 0).getHostString().toLowerCase(Locale.ROOT);
        vet(address, new Host(carried, Literal.parse(carried)));
    }

    private List<InetAddress> vetted(Host host) {
        hosts.check(host);
        if (host.literal() != null) {
            vet(host.literal(), host);
            return List.of(named(host.name(), host.literal()));
        }
        NameCache.Answer answer = names.get(host.name());
        if (answer.refusal() != null) {
            throw answer.refusal().exception();
        }
        return answer.addresses();
    }

    private void vet(InetAddress address, Host host) {
        Refusal refusal = addresses.refusal(address, host, hosts.isOpened(host.name()));
        if (refusal != null) {
            throw refusal.exception();
        }
    }

    private NameCache.Answer lookUp(String name) {
        InetAddress[] found;
        try {
            found = resolver.resolve(name);
        } catch (UnknownHostException e) {
            found = new InetAddress[0];
        } catch (RuntimeException e) {
            LOG.warn("The resolver failed for {}", name, e);
            found = new InetAddress[0];
        }
        if (found.length == 0) {
            return NameCache.Answer.refused(
                    Reason.UNKNOWN_HOST,
                    "The callback host " + name + " has no address in DNS. Expected a name that resolves; check its"
                            + " spelling.");
        }
        Host host = new Host(name, null);
        List<InetAddress> vetted = new ArrayList<>();
        for (InetAddress address : found) {
            Refusal refusal = addresses.refusal(address, host, hosts.isOpened(name));
            if (refusal != null) {
                LOG.info(
                        "Callback host {} is refused for its address {}: {}",
                        name,
                        address.getHostAddress(),
                        refusal.message());
                return new NameCache.Answer(List.of(), refusal);
            }
            vetted.add(named(name, address));
        }
        return new NameCache.Answer(List.copyOf(vetted), null);
    }

    private static InetAddress named(String name, InetAddress address) {
        try {
            return InetAddress.getByAddress(name, address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("The bytes of an address are an address", e);
        }
    }
}

package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.guard.RefusedCallbackException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/** Resolves host names to the addresses that the guard allows at the moment of connecting, and a proxy's name to its own. */
record VettedResolver(CallbackGuard guard, @Nullable HttpHost proxy) implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        if (proxy != null && host.equals(proxy.getHostName())) {
            return InetAddress.getAllByName(host);
        }
        try {
            return guard.resolve(host).stream().limit(Transport.MOST_ADDRESSES).toArray(InetAddress[]::new);
        } catch (RefusedCallbackException e) {
            UnknownHostException refused = new UnknownHostException("Refused");
            refused.initCause(e);
            throw refused;
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}

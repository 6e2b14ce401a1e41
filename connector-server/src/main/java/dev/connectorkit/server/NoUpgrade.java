package dev.connectorkit.server;

import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.NetworkListener;

/**
 * Passes over offers to upgrade, as RFC 9110 allows. Grizzly takes them up halfway: it stops reading bodies by their length,
 * so that a client which offers HTTP/2, as the JDK's does by default, would wait for ever for the answer to a POST.
 */
final class NoUpgrade extends HttpServerFilter {

    @SuppressWarnings("deprecation") // the constructor that Grizzly itself calls; the others lack the limits
    private NoUpgrade(NetworkListener listener, int maxHeaderSize) {
        super(
                listener.isChunkingEnabled(),
                maxHeaderSize,
                null,
                listener.getKeepAlive(),
                null,
                listener.getMaxRequestHeaders(),
                listener.getMaxResponseHeaders());
        // Engines may send a body with the DELETE of a subscription.
        setAllowPayloadForUndefinedHttpMethods(true);
    }

    /** Puts it in the place of Grizzly's own filter. */
    static AddOn addOn() {
        return (NetworkListener listener, FilterChainBuilder builder) -> {
            int configured = listener.getMaxHttpHeaderSize();
            int maxHeaderSize = configured == -1 ? DEFAULT_MAX_HTTP_PACKET_HEADER_SIZE : configured;
            builder.set(builder.indexOfType(HttpServerFilter.class), new NoUpgrade(listener, maxHeaderSize));
        };
    }

    @Override
    protected void onIncomingUpgrade(FilterChainContext context, HttpHeader header) {
        header.getUpgradeDC().recycle();
    }
}

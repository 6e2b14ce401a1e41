package dev.connectorkit.workbench.conformance;

import dev.connectorkit.test.Exchange;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Rules that every {@code Location} keeps, and changes of URLs. */
final class Places {

    private static final int LONGEST = 2048;

    private Places() {}

    /** Requires an absolute URL. */
    static Outcome absolute(Exchange exchange) {
        String text = location(exchange);
        if (text.isEmpty()) {
            return Outcome.failed("The answer has no Location", exchange);
        }
        return Outcome.require(
                text.matches("(?i)https?://.+"), "Location is not an absolute URL, but " + text, exchange);
    }

    /** Requires scheme, host, port and path prefix of the connector. */
    static Outcome below(URI base, Exchange exchange) {
        Optional<URI> location = parsed(exchange);
        if (location.isEmpty() || !location.get().isAbsolute()) {
            return Outcome.skipped("Location is not an absolute URL");
        }
        URI url = location.get();
        boolean same = base.getScheme().equalsIgnoreCase(url.getScheme())
                && base.getRawAuthority().equalsIgnoreCase(String.valueOf(url.getRawAuthority()))
                && String.valueOf(url.getRawPath()).startsWith(base.getRawPath());
        return Outcome.require(same, "Location " + url + " does not begin with " + base, exchange);
    }

    /** Requires a URL that engines accept: not too long, valid, without fragment and user info. */
    static Outcome acceptable(Exchange exchange) {
        String text = location(exchange);
        if (text.isEmpty()) {
            return Outcome.skipped("The answer has no Location");
        }
        if (text.length() > LONGEST) {
            return Outcome.failed("Location has " + text.length() + " characters; engines take " + LONGEST, exchange);
        }
        Optional<URI> url = parsed(exchange);
        if (url.isEmpty()) {
            return Outcome.failed("Location is not a valid URI: " + text, exchange);
        }
        boolean plain = url.get().getRawFragment() == null && url.get().getRawUserInfo() == null;
        return Outcome.require(plain, "Location has a fragment or user info: " + text, exchange);
    }

    /** Returns the URL with another last segment of its path, of the same length. */
    static URI unknown(URI url) {
        String text = url.toString();
        int query = text.indexOf('?');
        String path = query < 0 ? text : text.substring(0, query);
        int slash = path.lastIndexOf('/');
        String id = path.substring(slash + 1);
        String other = id.replaceAll("[0-9]", "0").replaceAll("[A-Za-z]", "a");
        String changed = other.equals(id) ? "1" + other : other;
        return URI.create(path.substring(0, slash + 1) + changed + (query < 0 ? "" : text.substring(query)));
    }

    static String location(Exchange exchange) {
        return exchange.response().flatMap(answer -> answer.header("Location")).orElse("");
    }

    private static Optional<URI> parsed(Exchange exchange) {
        try {
            return Optional.of(new URI(location(exchange)));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}

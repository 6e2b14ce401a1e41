package dev.connectorkit.server;

import java.time.Duration;

/**
 * The limits of what one connection may send and leave unread.
 *
 * @param headerBytes the largest request line and headers together
 * @param headers the largest number of header fields
 * @param bodyBytes the largest body, as sent
 * @param arrival the time a request may take to arrive, from its first byte
 * @param unread the time after which an answer is given up that its client does not read
 */
record WireLimits(int headerBytes, int headers, long bodyBytes, Duration arrival, Duration unread) {

    static final int HEADER_BYTES = 32 * 1024;
    static final int HEADERS = 200;
    static final Duration ARRIVAL = Duration.ofSeconds(30);
    static final Duration UNREAD = Duration.ofSeconds(10);

    /** Bodies are arrays: larger ones do not exist. */
    private static final long LARGEST_BODY = Integer.MAX_VALUE - 64L * 1024;

    WireLimits {
        bodyBytes = Math.min(bodyBytes, LARGEST_BODY);
    }
}

package dev.connectorkit.server;

import java.time.Duration;

/**
 * The limits of what clients may send and leave unread.
 *
 * @param headerBytes the largest request line and headers together
 * @param headers the largest number of header fields
 * @param bodyBytes the largest body, as sent
 * @param arrival the time a request may take to arrive, from its first byte
 * @param unread the time in which a client must read a part of its answer
 * @param leastRead the bytes of that part
 * @param unreadBytes the largest number of bytes that all clients together leave unread
 */
record WireLimits(
        int headerBytes,
        int headers,
        long bodyBytes,
        Duration arrival,
        Duration unread,
        long leastRead,
        long unreadBytes) {

    static final int HEADER_BYTES = 32 * 1024;
    static final int HEADERS = 200;
    static final Duration ARRIVAL = Duration.ofSeconds(30);
    static final Duration UNREAD = Duration.ofSeconds(10);

    /** With {@link #UNREAD}, 8 KiB a second. */
    static final long LEAST_READ = 80 * 1024;

    /** Bodies are arrays: larger ones do not exist. */
    private static final long LARGEST_BODY = Integer.MAX_VALUE - 64L * 1024;

    WireLimits {
        bodyBytes = Math.min(bodyBytes, LARGEST_BODY);
    }

    /** Creates limits with the defaults for answers. */
    WireLimits(int headerBytes, int headers, long bodyBytes, Duration arrival, Duration unread) {
        this(headerBytes, headers, bodyBytes, arrival, unread, LEAST_READ, defaultUnreadBytes());
    }

    /** Returns an eighth of the heap. */
    static long defaultUnreadBytes() {
        return Runtime.getRuntime().maxMemory() / 8;
    }
}

package dev.connectorkit.sdk.poll;

import java.time.Instant;

/**
 * The circumstances of one poll that a state depends on.
 *
 * @param now the time of the poll
 * @param room the number of bytes that the packed form of the next state may have
 */
record PollMoment(Instant now, int room) {}

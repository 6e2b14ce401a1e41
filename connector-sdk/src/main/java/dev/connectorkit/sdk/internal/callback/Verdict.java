package dev.connectorkit.sdk.internal.callback;

import java.time.Instant;

/** What becomes of a delivery after an attempt. */
public sealed interface Verdict {

    /** The receiver has it. */
    record Delivered() implements Verdict {}

    /**
     * It is tried again.
     *
     * @param at not before this
     * @param counts whether the attempt counts; one that was put off by the receiver does not
     * @param rejected whether the content was refused, so that the next refusal is the last
     */
    record Later(Instant at, boolean counts, boolean rejected) implements Verdict {}

    /**
     * It is tried again slowly, and enough of these in a row end the subscription.
     *
     * @param at not before this
     * @param limit how many in a row end it
     * @param spacedBy one is counted only if the one before is older than this
     * @param reason why, for people
     */
    record Refused(Instant at, int limit, java.time.Duration spacedBy, String reason) implements Verdict {}

    /** It is not tried again by itself. */
    record Dead(String reason) implements Verdict {}

    /** The subscription ends, and what waits for it is not sent. */
    record Ended(String reason) implements Verdict {}

    /** The subscription pauses, and this and what waits for it is kept. */
    record Paused(String reason) implements Verdict {}
}

package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.internal.store.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Concurrency and circuit breaker of one host on this node. Starts with 4 concurrent attempts, plus one per answer; halved per
 * consecutive connection failure, and per attempt that got no answer in time while no other got any. Opens after 10 connection
 * failures for 10 s, doubling up to 10 min; half-open, it lets one attempt through. Failed answers are the concern of the
 * subscription and change nothing here.
 *
 * <p>An attempt that takes longer than 300 ms gives its place to another, within limits, so that receivers that hang do not delay
 * their neighbours. Guarded by the lock of {@link HostScheduler}.
 */
final class HostCircuit {

    static final int FAILURES_TO_OPEN = 10;
    static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final int FIRST_ATTEMPTS = 4;
    private static final int MOST_SHIFT = 16;

    final String host;
    private final HandedDeliveries handed = new HandedDeliveries();
    private final Map<String, Running> running = new LinkedHashMap<>();
    private final Map<String, Integer> bySubscription = new HashMap<>();
    private @Nullable Instant due;
    private Instant openUntil = Instant.EPOCH;
    private int reserved;
    private int connectionFailures;
    private int silent;
    private int proven = FIRST_ATTEMPTS;
    private boolean blocked;
    private boolean behind;

    /** The position in the order of hosts, while it has one. */
    @Nullable Instant position;

    HostCircuit(String host) {
        this.host = host;
    }

    /** Returns the time when it can be served next, null if nothing is due or enough is in progress. */
    @Nullable Instant servable(Limits limits) {
        if (due == null || room(limits) <= 0) {
            return null;
        }
        return due.isAfter(openUntil) ? due : openUntil;
    }

    int room(Limits limits) {
        int inProgress = running.size() + reserved;
        if (isTripped()) {
            return inProgress == 0 ? 1 : 0;
        }
        int share =
                Math.max(1, Math.min(limits.perHost(), proven) >> Math.min(connectionFailures + silent, MOST_SHIFT));
        int replaced = limits.crowded()
                ? 0
                : Math.min(slow(limits.nanoTime()), limits.perHost() >> Math.min(silent, MOST_SHIFT));
        return Math.min(share - (inProgress - replaced), limits.perHost() - inProgress);
    }

    private int slow(long nanoTime) {
        int slow = 0;
        for (Running each : running.values()) {
            if (nanoTime - each.startedNanos() < SLOW_NANOS) {
                break;
            }
            slow++;
        }
        return slow;
    }

    /**
     * Returns the number of deliveries of a subscription that may be claimed now: one at a time until it has answered, and few
     * while one takes long.
     */
    int allowance(String subscription, boolean answered, Limits limits) {
        int mine = bySubscription.getOrDefault(subscription, 0);
        if (!answered) {
            return 1 - mine;
        }
        return hasSlow(subscription, limits.nanoTime()) ? limits.perHost() / 2 - mine : Integer.MAX_VALUE;
    }

    private boolean hasSlow(String subscription, long nanoTime) {
        if (!bySubscription.containsKey(subscription)) {
            return false;
        }
        for (Running each : running.values()) {
            if (nanoTime - each.startedNanos() < SLOW_NANOS) {
                return false;
            }
            if (each.subscription().equals(subscription)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether it has failed so often that it is only probed. */
    boolean isTripped() {
        return connectionFailures >= FAILURES_TO_OPEN;
    }

    void hint(Instant at) {
        if (due == null || at.isBefore(due)) {
            due = at;
        }
    }

    /** Notes that due deliveries were passed over, which can be claimed when an attempt has ended. */
    void block() {
        blocked = true;
    }

    /** Makes the deliveries that were passed over due. */
    void unblock(Instant now) {
        if (blocked) {
            blocked = false;
            hint(now);
        }
    }

    boolean isBlocked() {
        return blocked;
    }

    boolean hasDue() {
        return due != null;
    }

    /** Begins a claim: it finds what is due now, and hints that come meanwhile count for the next one. */
    void reserve(int places) {
        due = null;
        reserved += places;
    }

    /** Ends a claim; it is behind if more deliveries are due than there were places. */
    void unreserve(int places, boolean isBehind) {
        reserved -= places;
        behind = isBehind;
    }

    void started(String delivery, String subscription, long nanoTime) {
        bySubscription.merge(subscription, 1, Integer::sum);
        run(delivery, subscription, nanoTime);
    }

    private void run(String delivery, String subscription, long nanoTime) {
        if (running.put(delivery, new Running(subscription, nanoTime)) != null) {
            // Claimed again after its lease had expired; only the first of the two ends counts.
            forget(subscription);
        }
    }

    /** Returns the deliveries that publications of this node hand over. */
    HandedDeliveries handed() {
        return handed;
    }

    /** Returns whether publications may hand deliveries over: not while more are due in the store than were claimed. */
    boolean mayTakeOver() {
        return connectionFailures == 0 && !behind && handed.hasRoom();
    }

    /** Reserves room for a delivery that is being stored. */
    void offer(String subscription) {
        handed.offer();
        bySubscription.merge(subscription, 1, Integer::sum);
    }

    /** Gives up a delivery that was offered or handed over. */
    void forget(String subscription) {
        bySubscription.computeIfPresent(subscription, (id, count) -> count == 1 ? null : count - 1);
    }

    /** Begins a delivery that was handed over. */
    void begin(Delivery delivery, long nanoTime) {
        run(delivery.id(), delivery.subscriptionId(), nanoTime);
    }

    void ended(String delivery, AttemptResult result, Instant now) {
        Running attempt = running.remove(delivery);
        if (attempt != null) {
            forget(attempt.subscription());
        }
        unblock(now);
        if (result.isConnectionFailure()) {
            if (!isOpen(now) && ++connectionFailures >= FAILURES_TO_OPEN) {
                // Attempts in progress when it opened add nothing.
                openUntil = now.plus(pause());
            }
        } else if (result.failure() == AttemptResult.Failure.TIMEOUT) {
            connected();
            silent++;
        } else if (result.status() != 0 || result.failure() == AttemptResult.Failure.BROKEN) {
            connected();
            silent = 0;
            proven = Math.min(proven, Integer.MAX_VALUE - 1) + 1;
            handed.answered();
        }
    }

    private void connected() {
        connectionFailures = 0;
        openUntil = Instant.EPOCH;
    }

    private Duration pause() {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(connectionFailures - FAILURES_TO_OPEN, MOST_SHIFT));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    boolean isOpen(Instant now) {
        return openUntil.isAfter(now);
    }

    /** Returns whether nothing is in progress, so that a sweep finds it again; its circuit is lost with it. */
    boolean isWaiting() {
        return running.isEmpty() && reserved == 0 && handed.isEmpty();
    }

    /** Returns whether nothing is lost by forgetting it. */
    boolean isIdle(Instant now) {
        return due == null && isWaiting() && !blocked && (connectionFailures == 0 || !isOpen(now));
    }

    /**
     * Limits at the moment.
     *
     * @param perHost the largest number of concurrent attempts to one host
     * @param crowded whether so much is in progress on this node that slow attempts are not replaced
     */
    record Limits(int perHost, boolean crowded, long nanoTime) {}

    private record Running(String subscription, long startedNanos) {}
}

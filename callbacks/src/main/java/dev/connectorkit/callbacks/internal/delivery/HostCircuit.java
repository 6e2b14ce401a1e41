package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.internal.store.ClaimRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of one host: how many attempts are under way, when the next delivery is due, and its circuit. A host begins
 * with few attempts at once and gets one more for each that succeeds, so that many that hang take little room from the others. One
 * that fails gets fewer, and after ten failures in a row it rests: after a pause that grows to ten minutes it is probed with a few
 * deliveries, of different subscriptions and not of those that failed last, as one that is dead must not hide the others.
 * Guarded by the lock of {@link HostScheduler}.
 */
final class HostCircuit {

    private static final int FIRST_ATTEMPTS = 4;
    private static final int PROBES = 3;
    static final int FAILURES_TO_OPEN = 10;
    static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    final String host;
    private @Nullable Instant due;
    private Instant openUntil = Instant.EPOCH;
    private int inFlight;
    private int failures;
    private int proven = FIRST_ATTEMPTS;

    /** The subscriptions whose attempts failed since the last success, the last one last; no more than it takes to open. */
    private final Set<String> failed = new LinkedHashSet<>();

    /** The place in the order of hosts, while it has one. */
    @Nullable Instant place;

    HostCircuit(String host) {
        this.host = host;
    }

    /** When it can be served next; null if nothing waits, or enough is under way. */
    @Nullable Instant servable(int limit) {
        if (due == null || room(limit) <= 0) {
            return null;
        }
        return due.isAfter(openUntil) ? due : openUntil;
    }

    int room(int limit) {
        if (rests()) {
            // All at once, as the claim can tell only then that they are of different subscriptions.
            return inFlight == 0 ? Math.min(limit, PROBES) : 0;
        }
        return Math.max(1, Math.min(limit, proven) >> failures) - inFlight;
    }

    /** What to claim when there is this much room. */
    ClaimRequest wanted(int room) {
        return rests() ? new ClaimRequest(room, List.copyOf(failed)) : ClaimRequest.oldest(room);
    }

    /** Whether it has failed so often that it is only probed. */
    boolean rests() {
        return failures >= FAILURES_TO_OPEN;
    }

    /** Something is due then, or earlier. */
    void hint(Instant at) {
        if (due == null || at.isBefore(due)) {
            due = at;
        }
    }

    /** A claim begins: it finds what is due now, and hints that come meanwhile count for the next. */
    void taken(int expected) {
        due = null;
        inFlight += expected;
    }

    void tookLess(int by) {
        inFlight -= by;
    }

    /** An attempt for this subscription has ended. */
    void ended(String subscription, AttemptResult answer, Instant now) {
        inFlight--;
        if (!answer.blamesHost()) {
            failed.clear();
            failures = 0;
            proven = Math.min(proven, Integer.MAX_VALUE - 1) + 1;
            openUntil = Instant.EPOCH;
            return;
        }
        remember(subscription);
        if (!isOpen(now) && ++failures >= FAILURES_TO_OPEN) {
            // Attempts that were under way when it opened tell nothing new.
            int doubled = Math.min(failures - FAILURES_TO_OPEN, 16);
            Duration pause = FIRST_PAUSE.multipliedBy(1L << doubled);
            openUntil = now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        }
    }

    private void remember(String subscription) {
        failed.remove(subscription);
        failed.add(subscription);
        if (failed.size() > FAILURES_TO_OPEN) {
            failed.remove(failed.iterator().next());
        }
    }

    boolean isOpen(Instant now) {
        return openUntil.isAfter(now);
    }

    /** Whether it only waits, so that a sweep finds it again; its circuit is forgotten with it. */
    boolean isWaiting() {
        return inFlight == 0;
    }

    /** Whether nothing would be lost by forgetting it. */
    boolean isIdle(Instant now) {
        return due == null && inFlight == 0 && (failures == 0 || !isOpen(now));
    }
}

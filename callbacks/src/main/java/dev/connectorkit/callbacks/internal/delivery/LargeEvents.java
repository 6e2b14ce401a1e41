package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.internal.store.CallbackStore;
import dev.connectorkit.callbacks.internal.store.Handover;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the deliveries of events with many subscriptions: as many at a time as are delivered meanwhile, so that they are handed over in
 * memory; where they cannot be, no faster than others find them in the store. {@link #look} is used by one thread.
 */
final class LargeEvents {

    private static final Logger LOG = LoggerFactory.getLogger("dev.connectorkit.deliveries");
    private static final int STEP = 200;
    private static final Duration PAUSE = Duration.ofMillis(25);

    private final CallbackStore store;
    private final Handover handover;
    private final HostScheduler hosts;
    private final Clock clock;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final Timer next;
    private volatile boolean pending;

    /** True if the last step left deliveries to the store, so that the next one waits for the time and not for room. */
    private volatile boolean left;

    LargeEvents(CallbackStore store, Handover handover, HostScheduler hosts, Clock clock) {
        this.store = store;
        this.handover = handover;
        this.hosts = hosts;
        this.clock = clock;
        this.next = new Timer(clock);
    }

    /** Announces that there are such events. */
    void announce() {
        pending = true;
    }

    /** Begins the next step if it is time for it. */
    void look() {
        if (!pending) {
            return;
        }
        int room = hosts.roomToHandOver();
        if ((next.isOver() || (!left && room >= STEP)) && underWay.compareAndSet(false, true)) {
            next.in(PAUSE);
            var unused = store.fanOut(handover, room)
                    .exceptionally(failure -> {
                        LOG.error("The deliveries of an event could not be made yet", failure);
                        return Optional.empty();
                    })
                    .thenAccept(this::made);
        }
    }

    private void made(Optional<Set<String>> due) {
        left = due.isPresent() && !due.get().isEmpty();
        if (due.isEmpty()) {
            // The next look at the store announces what is left.
            pending = false;
        } else {
            due.get().forEach(host -> hosts.hint(host, clock.instant()));
        }
        underWay.set(false);
        hosts.wake();
    }
}

package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.internal.store.CallbackStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work on the store that is due from time to time: reclaiming, renewing of leases, housekeeping. Used by one thread. */
final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger("dev.connectorkit.deliveries");
    private static final Duration RECLAIM = Duration.ofSeconds(1);
    private static final Duration HOUSEKEEPING = Duration.ofSeconds(30);

    private final CallbackStore store;
    private final String claim;
    private final Duration lease;
    private final Duration maxAge;
    private final Supplier<Set<String>> underWay;
    private final Timer nextReclaim;
    private final Timer nextRenewal;
    private final Timer nextHousekeeping;

    /**
     * Creates the upkeep for one run of a node.
     *
     * @param claim the name of the run
     * @param maxAge the longest time of attempts at a delivery
     * @param underWay supplies the ids of the deliveries whose leases are renewed; others of this claim become due again
     */
    Upkeep(
            CallbackStore store,
            String claim,
            Duration lease,
            Duration maxAge,
            Supplier<Set<String>> underWay,
            Clock clock) {
        this.store = store;
        this.claim = claim;
        this.lease = lease;
        this.maxAge = maxAge;
        this.underWay = underWay;
        this.nextReclaim = new Timer(clock);
        this.nextRenewal = new Timer(clock);
        this.nextHousekeeping = new Timer(clock);
        this.nextRenewal.in(lease.dividedBy(3));
    }

    /** Begins what is due. */
    void look() {
        if (nextReclaim.isOver()) {
            nextReclaim.in(RECLAIM);
            store.reclaim().exceptionally(e -> {
                LOG.error("Expired leases could not be reclaimed", e);
                return false;
            });
        }
        if (nextHousekeeping.isOver()) {
            nextHousekeeping.never();
            var unused = store.tidy(maxAge).whenComplete((more, failure) -> {
                if (failure != null) {
                    LOG.error("Housekeeping failed; it is repeated in {}", HOUSEKEEPING, failure);
                }
                nextHousekeeping.in(failure == null && more ? Duration.ZERO : HOUSEKEEPING);
            });
        }
        if (nextRenewal.isOver()) {
            nextRenewal.in(lease.dividedBy(3));
            store.renew(claim, new TreeSet<>(underWay.get()), lease).exceptionally(e -> {
                LOG.error("Leases could not be renewed", e);
                return false;
            });
        }
    }
}

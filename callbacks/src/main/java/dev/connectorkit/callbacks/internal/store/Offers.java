package dev.connectorkit.callbacks.internal.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The deliveries that one transaction stores for a {@link Handover}. Not thread-safe: used by a transaction, then by its end. */
final class Offers {

    private final Handover handover;
    private List<Delivery> taken = new ArrayList<>();

    Offers(Handover handover) {
        this.handover = handover;
    }

    /** Returns those of a transaction whose end is not known here. */
    static Offers none() {
        return new Offers(Handover.NONE);
    }

    boolean offer(Delivery delivery) {
        boolean accepted = handover.offer(delivery);
        if (accepted) {
            taken.add(delivery);
        }
        return accepted;
    }

    String claim() {
        return handover.claim();
    }

    Duration lease() {
        return handover.lease();
    }

    /** Gives up what an earlier run of the transaction has reserved, or one that has failed. */
    void withdraw() {
        List<Delivery> offered = taken;
        taken = new ArrayList<>();
        if (!offered.isEmpty()) {
            handover.withdraw(offered);
        }
    }

    /** Hands over what the transaction has stored, or gives it up if it has failed. */
    void end(boolean stored) {
        if (!stored) {
            withdraw();
        } else if (!taken.isEmpty()) {
            handover.accept(taken);
        }
    }
}

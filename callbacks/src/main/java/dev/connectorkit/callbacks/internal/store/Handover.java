package dev.connectorkit.callbacks.internal.store;

import java.time.Duration;
import java.util.List;

/**
 * The delivery of this node, which takes deliveries over in memory as they are published here: these are stored with its claim, and
 * need neither be found nor claimed. Thread-safe.
 */
public interface Handover {

    /** Takes nothing over. */
    Handover NONE = new Handover() {
        @Override
        public String claim() {
            return "";
        }

        @Override
        public Duration lease() {
            return Duration.ZERO;
        }

        @Override
        public boolean offer(Delivery delivery) {
            return false;
        }

        @Override
        public void withdraw(List<Delivery> offered) {
            // Nothing was.
        }

        @Override
        public void accept(List<Delivery> stored) {
            // Nothing was offered.
        }
    };

    /** Returns the name of this run of this node. */
    String claim();

    /** Returns the time for which deliveries belong to this node, unless renewed. */
    Duration lease();

    /**
     * Reserves room for a delivery that is about to be stored; called within the transaction, on any thread.
     *
     * @return false if there is no room, or others have to come before it: it is then stored without a claim
     */
    boolean offer(Delivery delivery);

    /** Gives up the room of deliveries whose transaction was rolled back. */
    void withdraw(List<Delivery> offered);

    /** Takes over deliveries that are stored with its claim. Never throws. */
    void accept(List<Delivery> stored);
}

package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.internal.store.Delivery;
import dev.connectorkit.callbacks.internal.store.EventBody;

/**
 * The memory for deliveries that were offered or handed over and have not begun. Guarded by the lock of {@link HostScheduler}.
 */
final class HandoverRoom {

    private static final int MOST = 2 * HandedDeliveries.MOST;
    private static final long MOST_BYTES = 4L * 1024 * 1024;

    private int held;
    private long bytes;
    private boolean open = true;

    boolean isFor(Delivery delivery) {
        return open && held < MOST && bytes + bytes(delivery) <= MOST_BYTES;
    }

    void take(Delivery delivery) {
        held++;
        bytes += bytes(delivery);
    }

    void free(Delivery delivery) {
        held--;
        bytes -= bytes(delivery);
    }

    /** Returns the number of deliveries that there is room for even if all are to one host. */
    int forAnyHost() {
        return HandedDeliveries.MOST - held;
    }

    boolean isOpen() {
        return open;
    }

    void close() {
        open = false;
    }

    private static int bytes(Delivery delivery) {
        EventBody body = delivery.body();
        return body == null ? 0 : body.bytes().length;
    }
}

package dev.connectorkit.callbacks.internal.delivery;

import org.slf4j.Logger;

/** Log of the outages of the database: one message when one begins, one when it ends. For one thread. */
final class Outage {

    private final Logger log;
    private boolean lasting;

    Outage(Logger log) {
        this.log = log;
    }

    void begin(Exception failure) {
        if (!lasting) {
            lasting = true;
            log.error("Deliveries wait for the database", failure);
        }
    }

    void end() {
        if (lasting) {
            lasting = false;
            log.info("Deliveries continue, as the database answers again");
        }
    }
}

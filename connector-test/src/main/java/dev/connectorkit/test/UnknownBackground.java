package dev.connectorkit.test;

import java.time.Instant;
import java.util.Optional;

/** Background of which nothing is known. */
enum UnknownBackground implements Background {
    INSTANCE;

    @Override
    public void settle() {
        // There is nothing to wait for.
    }

    @Override
    public Optional<Instant> nextDue() {
        return Optional.empty();
    }
}

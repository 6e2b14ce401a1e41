package dev.connectorkit.test.junit;

import dev.connectorkit.callbacks.admin.CallbackAdmin;
import dev.connectorkit.callbacks.admin.DeliveryView;
import dev.connectorkit.test.Background;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Background that is the deliveries of a connector to callback URLs. */
final class Deliveries implements Background {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(2);
    private static final int PAGE = 500;

    private final CallbackAdmin admin;
    private final Clock clock;

    Deliveries(CallbackAdmin admin, Clock clock) {
        this.admin = admin;
        this.clock = clock;
    }

    @Override
    public void settle() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (isBusy() && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private boolean isBusy() {
        Instant now = clock.instant();
        return waiting().stream().anyMatch(delivery -> delivery.underWay() || isDue(delivery, now));
    }

    private static boolean isDue(DeliveryView delivery, Instant now) {
        return delivery.dueAt() != null && !delivery.dueAt().isAfter(now);
    }

    @Override
    public Optional<Instant> nextDue() {
        return waiting().stream()
                .map(DeliveryView::dueAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo);
    }

    private List<DeliveryView> waiting() {
        List<DeliveryView> all = new ArrayList<>();
        List<DeliveryView> page = admin.deliveries(null, "", PAGE);
        all.addAll(page);
        while (page.size() == PAGE) {
            page = admin.deliveries(null, page.get(PAGE - 1).id(), PAGE);
            all.addAll(page);
        }
        return all;
    }
}

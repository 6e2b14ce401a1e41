package dev.connectorkit.orchestration.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.internal.store.ActivityStore;
import dev.connectorkit.orchestration.internal.store.TurnStore;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Maintenance;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ActivityQueueTest {

    private static final int ROUNDS = 1000;

    /** One looks while there is no room; the other makes room, and looks as well. */
    @Test
    void a_place_that_becomes_free_while_another_thread_looks_is_filled() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Database database = Database.open("memory");
                Maintenance maintenance = new Maintenance("test", problem -> {})) {
            TurnStore.migrate(database);
            CyclicBarrier together = new CyclicBarrier(2);
            for (int round = 0; round < ROUNDS; round++) {
                ActivityQueue queue =
                        new ActivityQueue(database, new ActivityStore("hub"), new PartitionAssignment(), maintenance);
                ActivitySlots slots = new ActivitySlots(1);
                int held = slots.reserve(3);
                CountDownLatch claims = new CountDownLatch(1);
                Runnable claim = () -> queue.claim(slots, claimed -> claims.countDown(), () -> {});
                queue.look();
                Future<?> frees = other.submit(() -> {
                    together.await();
                    slots.unreserve(held);
                    claim.run();
                    return held;
                });
                together.await();
                claim.run();
                frees.get();

                assertThat(claims.await(1, TimeUnit.MINUTES)).isTrue();
            }
        } finally {
            other.shutdownNow();
        }
    }
}

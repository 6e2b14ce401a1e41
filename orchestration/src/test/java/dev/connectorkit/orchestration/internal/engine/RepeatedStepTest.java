package dev.connectorkit.orchestration.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.storage.SupervisedThread;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatedStepTest {

    private final Health health = new Health();

    @Test
    void continuesAfterAnErrorAndReportsIt() {
        AtomicInteger rounds = new AtomicInteger();
        try (SupervisedThread thread = start(() -> {
            if (rounds.incrementAndGet() == 2) {
                throw new NoClassDefFoundError("missing");
            }
            Thread.onSpinWait();
            return true;
        })) {
            await().atMost(Duration.ofSeconds(60)).until(() -> rounds.get() > 3);
            assertThat(health.now().ready()).isTrue();
            assertThat(health.now().problems())
                    .anySatisfy(text -> assertThat(text).contains("worker", "NoClassDefFoundError"));
            assertThat(thread.restarts()).isEqualTo(1);
        }
    }

    @Test
    void endsWhenAStepReturnsFalse() {
        AtomicInteger rounds = new AtomicInteger();
        SupervisedThread thread = start(() -> rounds.incrementAndGet() < 3);
        assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
        assertThat(rounds).hasValue(3);
        assertThat(health.now().problems()).isEmpty();
    }

    @Test
    void endsAWaitingStepWhenItsThreadIsClosed() {
        AtomicInteger rounds = new AtomicInteger();
        SupervisedThread thread = start(() -> {
            rounds.incrementAndGet();
            new CountDownLatch(1).await();
            return true;
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> rounds.get() == 1);
        thread.interrupt();
        assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
        assertThat(rounds).hasValue(1);
        assertThat(health.now().problems()).isEmpty();
    }

    @Test
    void healthIsNotReadyWhileAPartFails() {
        health.fails("lease", "The lease could not be renewed");
        assertThat(health.now().ready()).isFalse();
        health.works("lease");
        assertThat(health.now().ready()).isTrue();
    }

    private SupervisedThread start(RepeatedStep.Step step) {
        return SupervisedThread.start("worker", new RepeatedStep(health, step));
    }
}

package dev.connectorkit.orchestration.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SupervisedThreadTest {

    @Test
    void continuesAfterAnErrorAndReportsIt() {
        Health health = new Health();
        AtomicInteger rounds = new AtomicInteger();
        SupervisedThread thread = new SupervisedThread("worker", health, () -> {
            if (rounds.incrementAndGet() == 2) {
                throw new NoClassDefFoundError("missing");
            }
            Thread.onSpinWait();
            return true;
        });
        thread.start();

        await().atMost(Duration.ofSeconds(60)).until(() -> rounds.get() > 3);
        assertThat(health.now().ready()).isTrue();
        assertThat(health.now().problems())
                .anySatisfy(text -> assertThat(text).contains("worker", "NoClassDefFoundError"));
        thread.close();
    }

    @Test
    void isNotReadyWhileAPartFails() {
        Health health = new Health();
        health.fails("lease", "The lease could not be renewed");
        assertThat(health.now().ready()).isFalse();
        health.works("lease");
        assertThat(health.now().ready()).isTrue();
    }
}

package dev.connectorkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatedStepTest {

    private final List<String> problems = new CopyOnWriteArrayList<>();

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
            assertThat(problems).anySatisfy(text -> assertThat(text).contains("worker", "NoClassDefFoundError"));
            assertThat(thread.restarts()).isEqualTo(1);
        }
    }

    @Test
    void endsWhenAStepReturnsFalse() {
        AtomicInteger rounds = new AtomicInteger();
        SupervisedThread thread = start(() -> rounds.incrementAndGet() < 3);
        assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
        assertThat(rounds).hasValue(3);
        assertThat(problems).isEmpty();
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
        assertThat(problems).isEmpty();
    }

    private SupervisedThread start(SupervisedThread.Step step) {
        return SupervisedThread.repeat("worker", problems::add, step);
    }
}

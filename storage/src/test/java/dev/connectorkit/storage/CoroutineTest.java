package dev.connectorkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CoroutineTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<String> done = new CopyOnWriteArrayList<>();

    private Coroutine coroutine(Duration longestPause) {
        return new Coroutine("coroutine", longestPause, self -> {
            int step = 1;
            do {
                done.add("step " + step++);
            } while (self.pause());
            done.add("ended");
        });
    }

    @Test
    void runsStepByStepOnOneThreadAndItsCallerWaitsForEach() {
        Coroutine coroutine = coroutine(LONG);
        coroutine.start();
        assertThat(done).containsExactly("step 1");
        assertThat(coroutine.isPaused()).isTrue();
        assertThat(coroutine.resume()).isTrue();
        assertThat(coroutine.resume()).isTrue();
        assertThat(done).containsExactly("step 1", "step 2", "step 3");
        coroutine.end();
        await().atMost(LONG).untilAsserted(() -> assertThat(done).endsWith("ended"));
        assertThat(coroutine.resume()).isFalse();
    }

    @Test
    void aPauseThatIsTooLongEndsTheCode() {
        Coroutine coroutine = coroutine(Duration.ofMillis(1));
        coroutine.start();
        await().atMost(LONG).untilAsserted(() -> assertThat(done).endsWith("ended"));
        assertThat(coroutine.isPaused()).isFalse();
        assertThat(coroutine.resume()).isFalse();
    }

    @Test
    void whatTheCodeThrowsIsThrownToItsCaller() {
        Coroutine coroutine = new Coroutine("coroutine", LONG, self -> {
            boolean unused = self.pause();
            throw new IllegalStateException("broken");
        });
        coroutine.start();
        assertThatIllegalStateException().isThrownBy(coroutine::resume).withMessage("broken");
    }

    @Test
    void anInterruptOfTheCallerInterruptsTheCodeAndEndsIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Coroutine coroutine = new Coroutine("coroutine", LONG, self -> {
            try {
                begun.countDown();
                boolean unused = new CountDownLatch(1).await(2, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                done.add("interrupted, paused: " + self.pause());
            }
        });
        Thread caller = new Thread(() -> {
            try {
                coroutine.start();
            } catch (CancellationException e) {
                thrown.set(e);
            }
        });
        caller.start();
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
        caller.interrupt();
        caller.join(LONG.toMillis());
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> {
            throw thrown.get();
        });
        await().atMost(LONG).untilAsserted(() -> assertThat(done).containsExactly("interrupted, paused: false"));
    }
}

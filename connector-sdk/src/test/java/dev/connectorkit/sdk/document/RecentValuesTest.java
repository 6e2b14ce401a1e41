package dev.connectorkit.sdk.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecentValuesTest {

    private final RecentValues<String, String> values = new RecentValues<>(3);
    private final AtomicInteger computed = new AtomicInteger();

    private String get(String key) {
        return values.get(key, () -> {
            computed.incrementAndGet();
            return key.toUpperCase(Locale.ROOT);
        });
    }

    @Test
    void aFloodOfKeysNeitherGrowsItNorDisplacesAValueInUse() {
        get("own");
        for (int i = 0; i < 1000; i++) {
            assertThat(get("random-" + i)).isEqualTo("RANDOM-" + i);
            assertThat(get("own")).isEqualTo("OWN");
            assertThat(values.size()).isLessThanOrEqualTo(3);
        }
        assertThat(computed).hasValue(1001);
    }

    @Test
    void aValueThatIsComputedKeepsNobodyFromTheOthers() throws Exception {
        get("own");
        CountDownLatch computing = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> values.get("slow", () -> {
            computing.countDown();
            try {
                finish.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "SLOW";
        }));
        computing.await();
        assertThat(get("own")).isEqualTo("OWN");
        assertThat(get("other")).isEqualTo("OTHER");
        finish.countDown();
        assertThat(slow.get(1, TimeUnit.MINUTES)).isEqualTo("SLOW");
    }
}

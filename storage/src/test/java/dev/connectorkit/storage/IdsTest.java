package dev.connectorkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    @Test
    void sortInTheOrderTheyWereMadeAlsoWhenTheClockStepsBack() {
        TestClock clock = new TestClock();
        Ids ids = new Ids(clock);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            made.add(ids.next());
            if (i == 500) {
                clock.pass(Duration.ofSeconds(-5));
            }
        }
        assertThat(made).isSorted().doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{32}"));
    }

    @Test
    void sortAfterAnIdOfAClockThatIsAhead() {
        String ahead = new Ids(Clock.fixed(NOW.plusSeconds(90), ZoneOffset.UTC)).next();
        assertThat(new Ids(Clock.fixed(NOW, ZoneOffset.UTC)).after(ahead)).isGreaterThan(ahead);
    }

    @Test
    void carryTheirTime() {
        String id = new Ids(Clock.fixed(NOW, ZoneOffset.UTC)).next();
        assertThat(Ids.madeAt(id)).isEqualTo(NOW);
        assertThat(Ids.at(NOW)).isLessThan(id);
        assertThat(Ids.at(NOW.plusMillis(1))).isGreaterThan(id);
    }
}

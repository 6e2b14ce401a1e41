package dev.connectorkit.sdk.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever arrives in whatever order, and however it is polled: a cursor delivers everything. */
class CursorPropertiesTest {

    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

    record Item(String id, Instant at) {}

    /** One step of a history: time passes, then an item arrives this late, or a poll is made. */
    record Step(int passes, boolean isPoll, int late, boolean answerIsLost) {}

    @Provide
    Arbitrary<Step> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3), // 0: several at one instant
                        Arbitraries.of(true, false, false),
                        Arbitraries.integers().between(0, 10),
                        Arbitraries.of(false, false, true))
                .as(Step::new);
    }

    /** The source and the engine: keeps the Location's state, forgets it when an answer is lost. */
    private static final class World {

        private final Duration lookBack;
        private final int limit;
        private final boolean oneAtATime;
        private final List<Item> source = new ArrayList<>();
        private final Map<String, Integer> delivered = new HashMap<>();
        private Instant now = START;
        private String state;

        World(Duration lookBack, int limit) {
            this.lookBack = lookBack;
            this.limit = limit;
            this.oneAtATime = limit == 1;
            this.state = stateAfter(Cursor.first(now, lookBack), poll(Cursor.first(now, lookBack)));
        }

        void arrive(int late) {
            source.add(new Item("item-" + source.size(), now.minusMillis(late)));
        }

        /** Returns whether it found something. */
        boolean poll(boolean answerIsLost) {
            Cursor cursor = Cursor.parse(state).withLookBack(lookBack);
            Poll<List<Item>> outcome = poll(cursor);
            if (outcome instanceof Poll.Found<List<Item>> found) {
                found.payload().forEach(item -> delivered.merge(item.id(), 1, Integer::sum));
            }
            if (!answerIsLost) {
                state = stateAfter(cursor, outcome);
            }
            return outcome instanceof Poll.Found<?>;
        }

        private Poll<List<Item>> poll(Cursor cursor) {
            List<Item> listed = source.stream()
                    .filter(item -> !item.at().isBefore(cursor.from()))
                    .toList();
            if (!oneAtATime) {
                return cursor.batch(listed, Item::at, Item::id, limit);
            }
            return cursor.oneAtATime(listed, Item::at, Item::id) instanceof Poll.Found<Item> found
                    ? new Poll.Found<>(List.of(found.payload()), found.state(), found.more(), null)
                    : Poll.nothing();
        }

        private static String stateAfter(Cursor before, Poll<?> outcome) {
            Object state = outcome instanceof Poll.Found<?> found ? found.state() : ((Poll.Nothing<?>) outcome).state();
            return state == null ? before.toString() : state.toString();
        }

        void drain() {
            while (poll(false)) {
                assertThat(delivered.values().stream()
                                .mapToInt(Integer::intValue)
                                .sum())
                        .isLessThan(10_000);
            }
        }
    }

    private static World play(World world, List<Step> steps, boolean answersAreLost, boolean itemsAreLate) {
        for (Step step : steps) {
            world.now = world.now.plusMillis(step.passes());
            if (step.isPoll()) {
                world.poll(answersAreLost && step.answerIsLost());
            } else {
                world.arrive(itemsAreLate ? step.late() : 0);
            }
        }
        world.drain();
        return world;
    }

    private static void assertEachDelivered(World world, boolean exactlyOnce) {
        for (Item item : world.source) {
            int times = world.delivered.getOrDefault(item.id(), 0);
            assertThat(times).as("deliveries of %s in %s", item, world.source).isGreaterThanOrEqualTo(1);
            if (exactlyOnce) {
                assertThat(times)
                        .as("deliveries of %s in %s", item, world.source)
                        .isEqualTo(1);
            }
        }
        assertThat(world.delivered.keySet()).hasSameSizeAs(world.source);
    }

    @Property
    void every_item_comes_exactly_once_when_no_answer_is_lost(
            @ForAll @Size(max = 60) List<@net.jqwik.api.From("steps") Step> steps,
            @ForAll @IntRange(min = 1, max = 7) int limit) {
        assertEachDelivered(play(new World(Duration.ZERO, limit), steps, false, false), true);
    }

    @Property
    void every_item_comes_at_least_once_when_answers_are_lost(
            @ForAll @Size(max = 60) List<@net.jqwik.api.From("steps") Step> steps,
            @ForAll @IntRange(min = 1, max = 7) int limit) {
        assertEachDelivered(play(new World(Duration.ZERO, limit), steps, true, false), false);
    }

    @Property
    void late_items_come_exactly_once_within_the_look_back(
            @ForAll @Size(max = 60) List<@net.jqwik.api.From("steps") Step> steps,
            @ForAll @IntRange(min = 1, max = 7) int limit) {
        assertEachDelivered(play(new World(Duration.ofMillis(10), limit), steps, false, true), true);
    }

    @Property
    void late_items_come_at_least_once_within_the_look_back_when_answers_are_lost(
            @ForAll @Size(max = 60) List<@net.jqwik.api.From("steps") Step> steps,
            @ForAll @IntRange(min = 1, max = 7) int limit) {
        assertEachDelivered(play(new World(Duration.ofMillis(10), limit), steps, true, true), false);
    }

    @Property(tries = 50)
    void bursts_of_any_size_at_one_instant_are_drained(
            @ForAll @IntRange(min = 1, max = 500) int burst,
            @ForAll @IntRange(min = 1, max = Cursor.CAPACITY) int limit) {
        World world = new World(Duration.ofMillis(10), limit);
        world.now = world.now.plusSeconds(1);
        for (int i = 0; i < burst; i++) {
            world.arrive(0);
        }
        world.drain();
        assertEachDelivered(world, true);
    }

    @Property
    void a_cursor_reads_what_it_wrote_and_fits_into_a_url(
            @ForAll @Size(max = 200) List<@net.jqwik.api.From("steps") Step> steps) {
        World world = play(new World(Duration.ofMillis(10), 7), steps, false, true);
        assertThat(Cursor.parse(world.state)).hasToString(world.state);
        assertThat(world.state.length()).isLessThan(1100);
    }

    @Property
    void a_text_that_is_no_cursor_is_refused_as_such(@ForAll String garbage) {
        for (String text : List.of(garbage, "2026-11-21T00:00:00Z~" + garbage)) {
            try {
                assertThat(Cursor.parse(text).toString()).isNotEmpty();
            } catch (IllegalArgumentException expected) {
                assertThat(expected).hasMessageContaining("cursor");
            }
        }
        assertThatThrownBy(() -> Cursor.parse("2026-11-21T00:00:00Z~AQ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void numbered_items_come_exactly_once(
            @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 5) Integer> arrivalsBetweenPolls,
            @ForAll @IntRange(min = 1, max = 5) int limit) {
        List<Long> source = new ArrayList<>();
        List<Long> delivered = new ArrayList<>();
        long state = 0;
        for (int arrivals : arrivalsBetweenPolls) {
            for (int i = 0; i < arrivals; i++) {
                source.add(source.size() + 1L);
            }
            state = pollNumbers(source, delivered, state, limit);
        }
        while (delivered.size() < source.size()) {
            state = pollNumbers(source, delivered, state, limit);
        }
        assertThat(delivered).isEqualTo(source);
    }

    private static long pollNumbers(List<Long> source, List<Long> delivered, long state, int limit) {
        List<Long> fresh = source.stream().filter(number -> number > state).toList();
        if (Poll.batch(fresh, number -> number, limit) instanceof Poll.Found<List<Long>> found) {
            delivered.addAll(found.payload());
            return (long) found.state();
        }
        return state;
    }
}

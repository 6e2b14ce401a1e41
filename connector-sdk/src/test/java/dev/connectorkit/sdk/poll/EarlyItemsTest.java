package dev.connectorkit.sdk.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Items that are dated in the future come once, and keep nothing else from coming. */
class EarlyItemsTest {

    private static final Instant START = Instant.parse("2026-11-21T03:44:00.123456789Z");
    private static final Duration DAY = Duration.ofDays(1);

    record Item(String id, Instant at) {}

    /** A source and an engine that keeps the state only as the bytes of a Location. */
    private static final class World {

        final Duration lookBack;
        final int limit;
        final int room;
        final Map<String, Item> source = new HashMap<>();
        final Map<String, Integer> delivered = new HashMap<>();
        final Map<String, Instant> deliveredAt = new HashMap<>();
        Instant now = START;
        byte[] state;
        int longest;

        World(Duration lookBack, int limit, int room) {
            this.lookBack = lookBack;
            this.limit = limit;
            this.room = room;
            Poll<?> first =
                    Cursor.first(now, lookBack).withRoom(room).batch(List.<Item>of(), Item::at, Item::id, limit);
            state = ((Cursor) ((Poll.Nothing<?>) first).state()).bytes();
        }

        void add(String id, Instant at) {
            source.put(id, new Item(id, at));
        }

        List<String> poll() {
            Cursor cursor =
                    Cursor.parse(state).withLookBack(lookBack).withNow(now).withRoom(room);
            List<Item> listed = source.values().stream()
                    .filter(item -> !item.at().isBefore(cursor.from()))
                    .toList();
            if (!(cursor.batch(listed, Item::at, Item::id, limit) instanceof Poll.Found<List<Item>> found)) {
                return List.of();
            }
            Cursor next = (Cursor) found.state();
            assertThat(next.from()).isBeforeOrEqualTo(now);
            state = next.bytes();
            longest = Math.max(longest, next.remembering(0).bytes().length);
            assertThat(found.more() || found.payload().size() <= limit).isTrue();
            found.payload().forEach(item -> {
                delivered.merge(item.id(), 1, Integer::sum);
                deliveredAt.put(item.id(), now);
            });
            return found.payload().stream().map(Item::id).toList();
        }

        List<String> drain() {
            List<String> all = new ArrayList<>();
            for (List<String> page = poll(); !page.isEmpty(); page = poll()) {
                all.addAll(page);
                assertThat(all).hasSizeLessThan(10_000);
            }
            return all;
        }
    }

    private static World world() {
        return new World(Duration.ZERO, 1, Integer.MAX_VALUE);
    }

    @Test
    void an_item_of_tomorrow_comes_once_and_older_ones_come_after_it() {
        World world = world();
        world.add("tomorrow", START.plus(DAY));
        assertThat(world.drain()).containsExactly("tomorrow");
        for (int i = 0; i < 5; i++) {
            world.now = world.now.plusSeconds(10);
            world.add("today-" + i, world.now.minusSeconds(1));
            assertThat(world.drain()).containsExactly("today-" + i);
        }
        world.now = START.plus(DAY).plusSeconds(5);
        world.add("next day", world.now);
        assertThat(world.drain()).containsExactly("next day");
    }

    @Test
    void items_that_wait_when_the_time_of_an_early_one_has_come_are_not_passed_over() {
        World world = world();
        world.add("early", START.plusSeconds(60));
        world.drain();
        world.now = START.plusSeconds(120);
        for (int i = 1; i < 10; i++) {
            world.add("i" + i, START.plusSeconds(50 + i));
        }
        assertThat(world.drain()).hasSize(9);
    }

    @Test
    void an_early_item_that_is_removed_leaves_nothing_behind() {
        World world = world();
        world.add("gone", START.plus(DAY));
        world.drain();
        world.source.remove("gone");
        world.now = START.plusSeconds(1);
        world.add("after", world.now);
        assertThat(world.drain()).containsExactly("after");
    }

    @Test
    void an_early_item_whose_time_is_corrected_is_not_repeated_and_one_that_changes_again_is() {
        World world = new World(Duration.ofMinutes(5), 10, Integer.MAX_VALUE);
        world.add("early", START.plus(DAY));
        world.now = START.plusSeconds(60);
        world.drain();
        world.add("early", START.plusSeconds(30));
        assertThat(world.drain()).isEmpty();
        world.add("early", world.now);
        assertThat(world.drain()).isEmpty();
        world.now = START.plusSeconds(90);
        world.add("early", world.now);
        assertThat(world.drain()).containsExactly("early");
    }

    @Test
    void a_thousand_items_of_one_instant_of_tomorrow_all_come_once_and_the_state_stays_short() {
        World world = new World(Duration.ZERO, 64, 1400);
        for (int i = 0; i < 1000; i++) {
            world.add("early-" + i, START.plus(DAY));
        }
        assertThat(world.drain()).hasSize(Cursor.EARLY_CAPACITY);
        world.now = START.plusSeconds(10);
        world.add("today", world.now);
        assertThat(world.drain()).containsExactly("today");
        world.now = START.plus(DAY).plusSeconds(1);
        world.drain();
        assertThat(world.delivered)
                .hasSize(1001)
                .allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
        assertThat(world.longest).isLessThan(1400);
    }

    @Test
    void early_items_that_no_longer_exist_make_room_for_others() {
        World world = new World(Duration.ZERO, 64, Integer.MAX_VALUE);
        for (int i = 0; i < 300; i++) {
            world.add("far-" + i, START.plus(Duration.ofDays(30_000)).plusSeconds(i));
        }
        for (int round = 0; round < 3; round++) {
            List<String> found = world.drain();
            assertThat(found).hasSize(Cursor.EARLY_CAPACITY);
            found.forEach(world.source::remove);
        }
        assertThat(world.delivered)
                .hasSize(300)
                .allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void dates_that_stand_for_never_are_no_trouble() {
        World world = new World(Duration.ofMinutes(1), 64, 1400);
        world.add("9999", Instant.parse("9999-12-31T23:59:59.999999999Z"));
        world.add("max", Instant.MAX);
        world.add("2099", Instant.parse("2099-01-01T00:00:00Z"));
        assertThat(world.drain()).containsExactly("2099", "9999", "max");
        world.now = START.plusSeconds(1);
        world.add("now", world.now);
        assertThat(world.drain()).containsExactly("now");
    }

    @Test
    void without_room_in_the_url_an_early_item_waits_for_its_time() {
        World world = new World(Duration.ZERO, 64, 0);
        world.add("early", START.plusSeconds(60));
        assertThat(world.drain()).isEmpty();
        world.now = START.plusSeconds(60);
        assertThat(world.drain()).containsExactly("early");
    }

    @Test
    void the_text_carries_early_items_too() {
        List<Item> items = IntStream.range(0, 30)
                .mapToObj(i -> new Item("i" + i, START.plusMillis(i - 10)))
                .toList();
        Poll<List<Item>> page = Cursor.at(START.minusSeconds(1))
                .withNow(START)
                .withLookBack(Duration.ofSeconds(1))
                .batch(items, Item::at, Item::id);
        Cursor state = (Cursor) ((Poll.Found<?>) page).state();
        assertThat(Cursor.parse(state.toString())).isEqualTo(state).hasToString(state.toString());
        assertThat(Cursor.parse(state.bytes())).isEqualTo(state);
    }

    /** Time passes, then: an item arrives with this distance to now, one is removed, one is corrected, or a poll is made. */
    record Step(int passes, int what, int distance) {}

    @Provide
    Arbitrary<Step> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(-10, 60))
                .as(Step::new);
    }

    @Property(tries = 500)
    void every_item_comes_exactly_once_whatever_becomes_of_it(
            @ForAll @Size(max = 80) List<@From("steps") Step> steps,
            @ForAll @IntRange(min = 1, max = 7) int limit,
            @ForAll @IntRange(min = 0, max = 400) int room) {
        World world = new World(Duration.ofMillis(60), limit, room);
        Map<String, Item> removed = new HashMap<>();
        int count = 0;
        for (Step step : steps) {
            world.now = world.now.plusMillis(step.passes());
            List<String> early = world.source.values().stream()
                    .filter(item -> item.at().isAfter(world.now))
                    .map(Item::id)
                    .sorted()
                    .toList();
            if (step.what() >= 6) {
                world.poll();
            } else if (step.what() == 5 && !early.isEmpty()) {
                removed.put(early.get(0), world.source.remove(early.get(0)));
            } else if (step.what() == 4 && !early.isEmpty()) {
                Instant delivered = world.deliveredAt.getOrDefault(early.get(0), world.now);
                world.add(early.get(0), delivered.minusMillis(Math.abs(step.distance() % 10)));
            } else {
                world.add("item-" + count++, world.now.plusMillis(step.distance()));
            }
        }
        world.drain();
        world.now = world.now.plusMillis(61);
        world.drain();
        world.source.keySet().forEach(id -> assertThat(world.delivered).containsEntry(id, 1));
        removed.keySet()
                .forEach(id -> assertThat(world.delivered.getOrDefault(id, 1)).isEqualTo(1));
    }
}

package dev.connectorkit.sdk.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
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

/** Whatever the order in which numbered rows are committed: a sequence cursor delivers each once. */
class SequenceCursorTest {

    private static final Duration LOOK_BACK = Duration.ofMinutes(10);
    private static final Instant START = Instant.parse("2026-11-21T03:44:00.123456789Z");

    /** A table and an engine that keeps the state only as the text or the bytes of a Location. */
    private static final class World {

        final TreeSet<Long> committed = new TreeSet<>();
        final List<Long> delivered = new ArrayList<>();
        final Duration lookBack;
        final int limit;
        Instant now = START;
        String state = SequenceCursor.first(START, LOOK_BACK).toString();
        int queries;
        boolean more;

        World(Duration lookBack, int limit) {
            this.lookBack = lookBack;
            this.limit = limit;
        }

        void commit(long... numbers) {
            LongStream.of(numbers).forEach(committed::add);
        }

        List<Long> after(long number, int most) {
            queries++;
            return committed.tailSet(number, false).stream().limit(most).toList();
        }

        List<Long> poll() {
            SequenceCursor cursor =
                    SequenceCursor.parse(state).withLookBack(lookBack).withNow(now);
            Poll<List<Long>> poll = cursor.batch(
                    this::after, () -> committed.isEmpty() ? 0 : committed.last(), number -> number, limit);
            Object next = poll instanceof Poll.Found<?> found ? found.state() : ((Poll.Nothing<?>) poll).state();
            if (next != null) {
                SequenceCursor left = (SequenceCursor) next;
                assertThat(SequenceCursor.parse(left.bytes())).isEqualTo(left);
                state = left.toString();
                assertThat(SequenceCursor.parse(state)).isEqualTo(left);
            }
            more = poll instanceof Poll.Found<?> found && found.more();
            List<Long> page = poll instanceof Poll.Found<List<Long>> found ? found.payload() : List.of();
            delivered.addAll(page);
            return page;
        }

        List<Long> drain() {
            List<Long> all = new ArrayList<>(poll());
            while (more) {
                all.addAll(poll());
            }
            return all;
        }
    }

    private static World started() {
        World world = new World(LOOK_BACK, 100);
        assertThat(world.poll()).isEmpty();
        return world;
    }

    @Test
    void a_row_that_is_committed_after_a_higher_number_was_delivered_comes() {
        World world = new World(LOOK_BACK, 100);
        world.state = "0";
        world.commit(2);
        assertThat(world.poll()).containsExactly(2L);
        assertThat(world.poll()).isEmpty();
        world.commit(1);
        assertThat(world.poll()).containsExactly(1L);
        assertThat(world.poll()).isEmpty();
        assertThat(world.state).isEqualTo("2");
    }

    @Test
    void a_row_that_was_open_at_the_first_poll_comes() {
        World world = new World(LOOK_BACK, 100);
        world.commit(5, 7, 9);
        assertThat(world.poll()).isEmpty();
        world.commit(6, 10, 8);
        assertThat(world.poll()).containsExactly(6L, 8L, 10L);
    }

    @Test
    void a_gap_is_given_up_once_it_was_looked_into_after_the_look_back() {
        World world = started();
        world.commit(1, 3);
        world.poll();
        world.now = START.plus(Duration.ofHours(3)); // the engine was away
        world.commit(2);
        assertThat(world.poll()).containsExactly(2L);
        world.commit(5);
        world.poll();
        world.now = world.now.plus(LOOK_BACK).plus(Duration.ofMinutes(2));
        assertThat(world.poll()).isEmpty();
        assertThat(world.state).isEqualTo("5");
        world.commit(4);
        assertThat(world.poll()).isEmpty();
    }

    @Test
    void gaps_of_rolled_back_transactions_cost_few_queries_and_a_short_state() {
        World world = started();
        Random random = new Random(7);
        for (int poll = 0; poll < 20; poll++) {
            for (int i = 0; i < 100; i++) {
                if (random.nextInt(20) != 0) {
                    world.commit(poll * 100L + i + 1);
                }
            }
            world.drain();
            world.now = world.now.plusSeconds(15);
        }
        assertThat(world.delivered).containsExactlyElementsOf(world.committed);
        world.queries = 0;
        world.poll();
        assertThat(world.queries).isLessThan(40);
        assertThat(world.state).hasSizeLessThan(400);
    }

    @Test
    void numbers_that_nodes_reserve_in_blocks_come_in_the_order_of_their_commits() {
        World world = started();
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            long number = (i % 4) * 50L + i / 4 + 1; // four nodes with blocks of 50
            numbers.add(number);
            world.commit(number);
            assertThat(world.drain()).containsExactly(number);
        }
        assertThat(world.delivered).isEqualTo(numbers);
    }

    @Test
    void rows_of_a_sparse_selection_come_however_many() {
        World world = started();
        for (long i = 1; i <= 5000; i++) {
            world.commit(i * 1013);
        }
        world.drain();
        assertThat(world.delivered).containsExactlyElementsOf(world.committed);
        assertThat(world.state).hasSizeLessThan(1200);
    }

    @Test
    void a_look_back_of_zero_remembers_nothing() {
        World world = new World(Duration.ZERO, 2);
        world.state = "0";
        world.commit(1, 3, 6, 7);
        assertThat(world.drain()).containsExactly(1L, 3L, 6L, 7L);
        assertThat(world.state).isEqualTo("7");
    }

    @Test
    void one_at_a_time_asks_to_be_polled_at_once_while_rows_wait() {
        List<Long> table = List.of(4L, 5L);
        SequenceCursor since = SequenceCursor.after(3).withLookBack(LOOK_BACK).withNow(START);
        Poll<Long> poll = since.oneAtATime(
                (number, most) ->
                        table.stream().filter(row -> row > number).limit(most).toList(),
                () -> 5,
                Long::longValue);
        assertThat(poll).isEqualTo(new Poll.Found<>(4L, SequenceCursor.after(4), true, null));
    }

    @Test
    void a_source_that_returns_more_than_asked_for_and_in_any_order_loses_nothing() {
        List<Long> table =
                new ArrayList<>(LongStream.rangeClosed(1, 300).boxed().toList());
        Collections.shuffle(table, new Random(1));
        SequenceCursor since = SequenceCursor.after(0).withLookBack(LOOK_BACK).withNow(START);
        List<Long> delivered = new ArrayList<>();
        while (since.batch((number, most) -> table, () -> 300, Long::longValue, 64)
                instanceof Poll.Found<List<Long>> f) {
            delivered.addAll(f.payload());
            since = (SequenceCursor) f.state();
        }
        assertThat(delivered).isEqualTo(LongStream.rangeClosed(1, 300).boxed().toList());
    }

    @Test
    void invalid_texts_and_limits_are_refused() {
        for (String text : List.of("", "x", "1~", "1~!", "1~_____w", "9223372036854775807~Af______________AQAA")) {
            assertThatThrownBy(() -> SequenceCursor.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cursor");
        }
        SequenceCursor since = SequenceCursor.after(0);
        assertThatThrownBy(() -> since.batch((n, most) -> List.<Long>of(), () -> 0, n -> n, 257))
                .hasMessage("The limit must be from 1 to 256, but is 257");
        assertThatThrownBy(() -> since.remembering(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A transaction: takes a number, and this many steps later commits or rolls back; polls happen in between. */
    record Insert(int open, boolean rollsBack, int polls, boolean answerIsLost) {}

    @Provide
    Arbitrary<Insert> inserts() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.of(true, false, false, false),
                        Arbitraries.of(0, 0, 1, 2),
                        Arbitraries.of(true, false))
                .as(Insert::new);
    }

    @Property(tries = 500)
    void every_committed_row_comes_exactly_once(
            @ForAll @Size(max = 120) List<@From("inserts") Insert> inserts,
            @ForAll @IntRange(min = 1, max = 9) int limit,
            @ForAll @IntRange(min = 1, max = 7) int step) {
        World world = new World(Duration.ofSeconds(13), limit);
        world.poll();
        play(world, inserts, step, false);
        assertThat(world.delivered).containsExactlyInAnyOrderElementsOf(world.committed);
    }

    @Property(tries = 300)
    void every_committed_row_comes_at_least_once_when_answers_are_lost(
            @ForAll @Size(max = 120) List<@From("inserts") Insert> inserts,
            @ForAll @IntRange(min = 1, max = 9) int limit) {
        World world = new World(Duration.ofSeconds(13), limit);
        world.poll();
        play(world, inserts, 1, true);
        assertThat(world.delivered).containsAll(world.committed);
    }

    private static void play(World world, List<Insert> inserts, int step, boolean answersAreLost) {
        List<List<Long>> ends = new ArrayList<>();
        for (int i = 0; i < inserts.size() + 13; i++) {
            ends.add(new ArrayList<>());
        }
        for (int i = 0; i < ends.size(); i++) {
            if (i < inserts.size() && !inserts.get(i).rollsBack()) {
                ends.get(i + inserts.get(i).open()).add(1L + (long) i * step);
            }
            world.commit(ends.get(i).stream().mapToLong(number -> number).toArray());
            world.now = world.now.plusSeconds(1);
            for (int poll = 0; i < inserts.size() && poll < inserts.get(i).polls(); poll++) {
                String before = world.state;
                world.poll();
                if (answersAreLost && inserts.get(i).answerIsLost()) {
                    world.state = before;
                }
            }
        }
        world.drain();
    }
}

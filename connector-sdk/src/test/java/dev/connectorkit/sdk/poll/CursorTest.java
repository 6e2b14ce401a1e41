package dev.connectorkit.sdk.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CursorTest {

    record Item(String id, Instant at) {}

    private static final Instant T = Instant.parse("2026-11-21T03:44:00.123456789Z");

    private static Poll<Item> one(Cursor cursor, Item... items) {
        return cursor.oneAtATime(List.of(items), Item::at, Item::id);
    }

    private static Cursor stateOf(Poll<?> poll) {
        Object state = poll instanceof Poll.Found<?> found ? found.state() : ((Poll.Nothing<?>) poll).state();
        return Cursor.parse(String.valueOf(state));
    }

    @Test
    void a_cursor_that_has_delivered_nothing_is_a_readable_instant() {
        assertThat(Cursor.at(T)).hasToString("2026-11-21T03:44:00.123456789Z");
        assertThat(Cursor.parse("2026-11-21T03:44:00.123456789Z")).isEqualTo(Cursor.at(T));
    }

    @Test
    void items_of_one_instant_are_told_apart_also_when_the_second_comes_after_the_first_was_delivered() {
        Item b = new Item("b", T);
        Item a = new Item("a", T);
        Cursor afterB = stateOf(one(Cursor.at(T), b));
        assertThat(one(afterB, b)).isEqualTo(Poll.nothing());
        assertThat(((Poll.Found<Item>) one(afterB, a, b)).payload()).isEqualTo(a);
    }

    @Test
    void an_item_that_changes_its_time_is_a_new_item() {
        Cursor after = stateOf(one(Cursor.at(T), new Item("a", T)));
        Item again = new Item("a", T.plusNanos(1));
        assertThat(((Poll.Found<Item>) one(after, again)).payload()).isEqualTo(again);
    }

    @Test
    void a_first_poll_delivers_nothing_and_takes_what_is_there_as_delivered() {
        Item there = new Item("there", T.minusMillis(1));
        Item late = new Item("late", T.minusMillis(2));
        Poll<Item> first = one(Cursor.first(T, Duration.ofSeconds(1)), there);
        assertThat(first).isInstanceOf(Poll.Nothing.class);
        Cursor next = stateOf(first).withLookBack(Duration.ofSeconds(1));
        assertThat(one(next, there)).isEqualTo(Poll.nothing());
        assertThat(((Poll.Found<Item>) one(next, there, late)).payload()).isEqualTo(late);
    }

    @Test
    void what_is_older_than_the_look_back_is_left_out_even_where_the_source_lists_it() {
        Item newest = new Item("newest", T);
        Item old = new Item("old", T.minusSeconds(2));
        Cursor after = stateOf(one(Cursor.at(T.minusSeconds(10)).withLookBack(Duration.ofSeconds(1)), newest));
        assertThat(after.from()).isEqualTo(T.minusSeconds(1));
        assertThat(one(after, old, newest)).isEqualTo(Poll.nothing());
    }

    @Test
    void an_item_that_one_listing_missed_is_found_by_the_next_however_many_newer_ones_came_with_it() {
        List<Item> newer = IntStream.range(0, 500)
                .mapToObj(i -> new Item("n" + i, T.plusNanos(i)))
                .toList();
        Item missed = new Item("missed", T.minusNanos(1));
        Cursor start = Cursor.at(T.minusSeconds(1)).withLookBack(Duration.ofSeconds(1));
        Poll<List<Item>> page = start.batch(newer, Item::at, Item::id);
        assertThat(((Poll.Found<List<Item>>) page).payload()).hasSize(Cursor.CAPACITY);
        Cursor next = stateOf(page).withLookBack(Duration.ofSeconds(1));
        assertThat(((Poll.Found<Item>) one(next, missed)).payload()).isEqualTo(missed);
    }

    @Test
    void the_limit_of_a_batch_is_what_a_cursor_can_remember() {
        assertThatThrownBy(() -> Cursor.at(T).batch(List.<Item>of(), Item::at, Item::id, 65))
                .hasMessage("The limit must be from 1 to 64, but is 65");
        assertThatThrownBy(() -> Cursor.at(T).batch(List.<Item>of(), Item::at, Item::id, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_cursor_that_remembers_less_delivers_nothing_twice_and_everything_newer() {
        List<Item> items = IntStream.range(0, 5)
                .mapToObj(i -> new Item("i" + i, T.plusNanos(i)))
                .toList();
        Cursor all = stateOf(Cursor.at(T).withLookBack(Duration.ofSeconds(1)).batch(items, Item::at, Item::id));
        Item between = new Item("between", T.plusNanos(3));
        for (int most = 0; most <= 6; most++) {
            Cursor less = all.remembering(most);
            assertThat(less.remembered()).isEqualTo(Math.min(most, 5));
            assertThat(less.batch(items, Item::at, Item::id)).isEqualTo(Poll.nothing());
            Item newer = new Item("newer", T.plusNanos(9));
            assertThat(((Poll.Found<Item>) one(less, newer)).payload()).isEqualTo(newer);
        }
        assertThat(((Poll.Found<Item>) one(all.remembering(2), between)).payload())
                .isEqualTo(between);
        assertThatThrownBy(() -> all.remembering(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}

package dev.connectorkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenersTest {

    private final Listeners listeners = new Listeners();
    private final List<String> called = new ArrayList<>();

    @Test
    void a_channel_without_listeners_takes_no_memory() {
        Runnable removesFirst = listeners.add("one", () -> called.add("first"));
        Runnable removesSecond = listeners.add("one", () -> called.add("second"));
        removesFirst.run();
        listeners.wake("one");
        assertThat(called).containsExactly("second");
        removesSecond.run();
        removesSecond.run();
        assertThat(listeners.channels()).isEmpty();
    }

    @Test
    void a_listener_may_remove_itself_and_others_are_called() {
        List<Runnable> removes = new ArrayList<>();
        removes.add(listeners.add("one", () -> {
            removes.get(0).run();
            called.add("first");
        }));
        Runnable unused = listeners.add("one", () -> called.add("second"));
        listeners.wake(null);
        listeners.wake("one");
        assertThat(called).containsExactly("first", "second", "second");
    }
}

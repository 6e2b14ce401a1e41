package dev.connectorkit.orchestration.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.internal.replay.Instance;
import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.replay.Message;
import dev.connectorkit.orchestration.internal.store.ActivityRow;
import dev.connectorkit.orchestration.internal.store.StoredMessage;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // as users without null checks write
class MessageOrderTest {

    private static final Instant AT = Instant.parse("2030-01-01T00:00:00Z");

    private static StoredMessage event(long number) {
        return new StoredMessage(
                number, new Message("i", null, new HistoryEvent.EventRaised(AT, "E", null, AT, number)), null);
    }

    private static StoredMessage answer(Instant at) {
        HistoryEvent.TaskScheduled action = new HistoryEvent.TaskScheduled(AT, 0, "A", null, 0, null, null);
        return new StoredMessage(
                0,
                new Message("i", "run", new HistoryEvent.TaskCompleted(at, 0, null)),
                ActivityRow.of(InstanceState.fresh(Instance.of("i", "O", "run", AT), null), action, "node"));
    }

    private static List<StoredMessage> events(long... numbers) {
        return LongStream.of(numbers).mapToObj(MessageOrderTest::event).toList();
    }

    @Test
    void messages_in_memory_are_ordered_and_each_is_once() {
        assertThat(MessageOrder.inOrder(events(2, 1, 2), null)).isEqualTo(events(1, 2));
    }

    @Test
    void a_message_in_memory_that_the_inbox_has_no_more_was_taken_by_an_earlier_turn() {
        assertThat(MessageOrder.inOrder(events(1, 2, 3), events(2, 4))).isEqualTo(events(2, 4));
        assertThat(MessageOrder.inOrder(events(1), List.of())).isEmpty();
    }

    @Test
    void answers_of_activities_are_in_memory_only() {
        StoredMessage late = answer(AT.plusSeconds(1));
        assertThat(MessageOrder.inOrder(List.of(late, event(1)), events(2))).containsExactly(event(2), late);
        assertThat(MessageOrder.inOrder(List.of(late), List.of())).containsExactly(late);
    }
}

package dev.connectorkit.orchestration.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.internal.replay.Instance;
import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.replay.Message;
import dev.connectorkit.orchestration.internal.replay.Turn;
import dev.connectorkit.orchestration.internal.replay.TurnResult;
import dev.connectorkit.orchestration.internal.replay.VersionPolicy;
import dev.connectorkit.orchestration.runtime.Payloads;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events that continue-as-new carries over, where a turn has read one from the inbox before its client delivers it again. */
@NullUnmarked // as users without null checks write
class CarriedEventsTest {

    private static final Instant AT = Instant.parse("2030-01-01T00:00:00Z");

    private final TurnStore store = new TurnStore("hub");
    private final InstanceStore instances = new InstanceStore("hub");
    private final Turn turn = new Turn(
            Orchestrations.create().register("Carry", Void.class, Void.class, (ctx, in) -> {
                ctx.waitForExternalEvent("E", Integer.class).await();
                ctx.waitForExternalEvent("Go", Void.class).await();
                ctx.continueAsNew(null);
                return null;
            }),
            Payloads.standard(),
            VersionPolicy.ANY);
    private Database database;
    private InstanceState state;

    @BeforeEach
    void open() {
        database = Database.open("memory");
        TurnStore.migrate(database);
        Instance instance = Instance.of("i", "Carry", "run", AT);
        write(tx -> {
            instances.insertNew(tx, new NewInstance(instance, null, null, null));
            return true;
        });
        state = InstanceState.fresh(instance, null);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void an_event_of_an_earlier_turn_that_comes_again_is_kept() {
        StoredMessage first = raise("E", "1");
        StoredMessage second = raise("E", "2");
        turn(first, second);
        turn(second, raise("Go", null));

        assertThat(inbox()).containsExactly(second.seq());
    }

    @Test
    void an_event_that_comes_again_after_it_was_carried_over_is_one() {
        StoredMessage first = raise("E", "1");
        StoredMessage second = raise("E", "2");
        turn(first, second, raise("Go", null));

        assertThat(inbox()).containsExactly(second.seq());
        turn(second);
        assertThat(inbox()).isEmpty();
        turn(raise("Go", null), raise("E", "3"));
        assertThat(inbox()).hasSize(1);
    }

    @Test
    void events_that_were_kept_over_several_turns_are_put_back_in_order() {
        StoredMessage first = raise("E", "1");
        StoredMessage second = raise("E", "2");
        StoredMessage third = raise("E", "3");
        turn(first, second);
        turn(third);
        turn(third, second, raise("Go", null));

        assertThat(inbox()).containsExactly(second.seq(), third.seq());
    }

    @Test
    void an_event_that_was_processed_and_comes_again_is_not_carried_over() {
        StoredMessage first = raise("E", "1");
        turn(first);
        turn(first, raise("Go", null));

        assertThat(inbox()).isEmpty();
    }

    @Test
    void an_event_of_an_earlier_run_that_comes_again_is_not_put_back() {
        StoredMessage first = raise("E", "1");
        turn(first, raise("Go", null));
        turn(raise("E", "2"));
        turn(first, raise("Go", null));

        assertThat(inbox()).isEmpty();
    }

    @Test
    void a_message_is_not_discarded_by_a_node_that_does_not_know_the_last_turn() {
        InstanceState known = InstanceState.fresh(state.instance(), null);
        turn(raise("E", "1"));
        StoredMessage next = raise("E", "2");

        assertThatExceptionOfType(OutdatedTurnException.class).isThrownBy(() -> discard(known, next));
        assertThat(inbox()).containsExactly(next.seq());
        discard(state, next);
        assertThat(inbox()).isEmpty();
    }

    private void discard(InstanceState seen, StoredMessage message) {
        write(tx -> {
            store.discard(tx, seen, List.of(message));
            return true;
        });
    }

    private StoredMessage raise(String name, String payload) {
        Message message = new Message("i", null, new HistoryEvent.EventRaised(AT, name, payload, AT, 0));
        return write(tx -> instances.append(tx, message).orElseThrow());
    }

    /** Runs a turn as the engine does: again without a message that the store finds to be taken. */
    private void turn(StoredMessage... messages) {
        List<StoredMessage> taken = new ArrayList<>(List.of(messages));
        while (true) {
            TurnResult result =
                    turn.run(state, taken.stream().map(StoredMessage::message).toList(), AT);
            ActivityPlan plan = ActivityPlan.of(state, result, "node", wanted -> 0);
            try {
                write(tx -> store.write(tx, null, state, result, taken, plan));
                state = state.after(result, plan.runner());
                return;
            } catch (StaleMessageException stale) {
                assertThat(taken.remove(stale.message())).isTrue();
            }
        }
    }

    private List<Long> inbox() {
        return database.read(tx -> instances.inbox(tx, "i")).stream()
                .map(StoredMessage::seq)
                .toList();
    }

    private <T> T write(Work<T> work) {
        return database.write(work);
    }
}

package dev.connectorkit.orchestration.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Activities of a node that is gone, which had no rows. */
@NullUnmarked // as users without null checks write
class HeldWorkTest {

    private static final Instant AT = Instant.parse("2030-01-01T00:00:00Z");
    private static final HeldWork.Held HELD = new HeldWork.Held("i", "gone");

    @TempDir
    Path folder;

    private final TurnStore turns = new TurnStore("hub");
    private final InstanceStore instances = new InstanceStore("hub");
    private final HeldWork work = new HeldWork("hub");
    private final Turn turn = new Turn(
            Orchestrations.create()
                    .register("Two", Void.class, Void.class, (ctx, in) -> {
                        var first = ctx.callActivity("A", null, Void.class);
                        var second = ctx.callActivity("A", null, Void.class);
                        first.await();
                        second.await();
                        return null;
                    })
                    .registerActivity("A", Void.class, Void.class, (ctx, in) -> null),
            Payloads.standard(),
            VersionPolicy.ANY);
    private Database database;
    private List<HistoryEvent.TaskScheduled> scheduled;
    private InstanceState state;

    private void open(TestDatabases kind) {
        database = Database.open(kind.fresh(folder));
        TurnStore.migrate(database);
        Instance instance = Instance.of("i", "Two", "run", AT);
        state = InstanceState.fresh(instance, null);
        database.write(tx -> {
            instances.insertNew(tx, new NewInstance(instance, null, null, "gone"));
            return true;
        });
        scheduled = turn(List.of()).activities();
        assertThat(scheduled).hasSize(2);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void an_activity_whose_answer_waits_in_the_inbox_is_not_run_again(TestDatabases kind) {
        open(kind);
        answer(0);

        assertThat(release()).isTrue();
        assertThat(queued()).containsExactly(scheduled.get(1).id());
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_of_an_earlier_run_counts_for_nothing(TestDatabases kind) {
        open(kind);
        database.write(tx -> instances.append(tx, new Message("i", "earlier", completed(0))));

        assertThat(release()).isTrue();
        assertThat(queued())
                .containsExactly(scheduled.get(0).id(), scheduled.get(1).id());
    }

    @ParameterizedTest
    @EnumSource
    void nothing_is_released_by_who_does_not_know_the_last_turn(TestDatabases kind) {
        open(kind);
        answer(0);
        turn(database.read(tx -> instances.inbox(tx, "i")));

        assertThat(database.<Boolean>write(tx -> work.release(tx, new HeldWork.Held("i", "gone", 2))))
                .isFalse();
        assertThat(release()).isTrue();
        assertThat(release()).isFalse();
        assertThat(queued()).containsExactly(scheduled.get(1).id());
    }

    private TurnResult turn(List<StoredMessage> taken) {
        TurnResult result =
                turn.run(state, taken.stream().map(StoredMessage::message).toList(), AT);
        ActivityPlan plan = ActivityPlan.of(state, result, "gone", wanted -> wanted);
        database.write(tx -> turns.write(tx, null, state, result, taken, plan));
        state = state.after(result, plan.runner());
        return result;
    }

    private HistoryEvent completed(int activity) {
        return new HistoryEvent.TaskCompleted(AT, scheduled.get(activity).id(), "null");
    }

    private void answer(int activity) {
        database.write(tx -> instances.append(tx, new Message("i", state.execution(), completed(activity))));
    }

    private boolean release() {
        return database.<Boolean>write(tx -> work.release(tx, HELD));
    }

    private List<Integer> queued() {
        return database.read(tx -> tx.query(
                "SELECT task_id FROM orchestration_activity WHERE node IS NULL ORDER BY task_id",
                row -> row.getInt(1)));
    }
}

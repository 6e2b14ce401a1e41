package dev.connectorkit.orchestration.internal.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RetryPolicy;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.Task;
import dev.connectorkit.orchestration.TaskFailedException;
import dev.connectorkit.orchestration.TaskOptions;
import dev.connectorkit.orchestration.TaskOrchestrationContext;
import dev.connectorkit.orchestration.history.HistoryJson;
import dev.connectorkit.orchestration.runtime.Payloads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Random orchestrations in a random world: what they do is the same whether their runs are parked, evicted or always replayed. */
@NullUnmarked // as users without null checks write
class ParkedRunsTest {

    private static final Instant AT = Instant.parse("2030-01-01T00:00:00Z");
    private static final int STEPS = 60;
    private static final int SEEDS = 40;

    /** The passes of the code that were no replay. */
    private final List<String> passes = new CopyOnWriteArrayList<>();

    /** The treatment of parked runs between turns. */
    private interface Meanwhile {
        InstanceState after(InstanceState state, ParkedRuns runs);
    }

    private Orchestrations code() {
        return Orchestrations.create().register("O", Integer.class, String.class, this::orchestration);
    }

    private String orchestration(TaskOrchestrationContext ctx, Integer seed) {
        Random random = new Random(seed);
        List<Task<?>> open = new ArrayList<>();
        StringBuilder seen = new StringBuilder();
        for (int step = 0; step < STEPS; step++) {
            try {
                step(ctx, random, open, seen, step);
            } catch (TaskFailedException e) {
                open.removeIf(Task::isDone);
                seen.append(e.getClass().getSimpleName());
            }
            if (!ctx.isReplaying()) {
                passes.add(seed + "/" + step);
            }
        }
        return seen.toString();
    }

    private static void step(
            TaskOrchestrationContext ctx, Random random, List<Task<?>> open, StringBuilder seen, int step) {
        switch (random.nextInt(11)) {
            case 0 -> seen.append(ctx.callActivity("A", step, Integer.class).await());
            case 1 -> open.add(ctx.callActivity("A", seen.length(), Integer.class));
            case 2 -> {
                if (!open.isEmpty()) {
                    Task<?> first = ctx.anyOf(open).await();
                    seen.append(open.indexOf(first));
                    open.remove(first);
                    seen.append(first.await());
                }
            }
            case 3 -> {
                ctx.allOf(open.toArray(new Task<?>[0])).await();
                open.clear();
            }
            case 4 -> ctx.createTimer(Duration.ofMillis(random.nextInt(500))).await();
            case 5 ->
                seen.append(ctx.waitForExternalEvent("E", Duration.ofSeconds(1), Integer.class)
                        .await());
            case 6 -> open.add(ctx.callSubOrchestrator("C", step, Integer.class));
            case 7 -> ctx.sendEvent("other", "E", ctx.newUuid());
            case 8 -> ctx.setCustomStatus(ctx.currentInstant() + " " + seen.length());
            case 9 -> seen.append(ctx.isPatched("p" + random.nextInt(5)));
            default ->
                open.add(ctx.callActivity(
                        "A", step, new TaskOptions(new RetryPolicy(2, Duration.ofMillis(50))), Integer.class));
        }
    }

    /** Runs an instance to its end; returns all that its turns have done. */
    private String run(int seed, ParkedRuns runs, Meanwhile meanwhile) {
        passes.clear();
        Turn turn = new Turn(code(), Payloads.standard(), VersionPolicy.ANY, runs);
        Random world = new Random(~seed);
        InstanceState state = InstanceState.fresh(Instance.of("i", "O", "run", AT), String.valueOf(seed));
        StringBuilder trace = new StringBuilder();
        List<HistoryEvent.Action> calls = new ArrayList<>();
        Instant now = AT;
        long messages = 0;
        for (int round = 0; !state.status().isFinished(); round++) {
            assertThat(round).as(trace.toString()).isLessThan(5_000);
            now = now.plusMillis(world.nextInt(200));
            List<Message> incoming = new ArrayList<>();
            for (int i = world.nextInt(3); i > 0 && !calls.isEmpty(); i--) {
                incoming.add(new Message(
                        "i", "run", answer(calls.remove(world.nextInt(calls.size())), now, world.nextInt(8))));
            }
            if (world.nextInt(4) == 0) {
                incoming.add(
                        new Message("i", null, new HistoryEvent.EventRaised(now, "E", "" + round, now, ++messages)));
            }
            if (state.status() == RuntimeStatus.SUSPENDED) {
                incoming.add(new Message("i", null, new HistoryEvent.ExecutionResumed(now, null)));
            } else if (round > 0 && world.nextInt(10) == 0) {
                incoming.add(new Message("i", null, new HistoryEvent.ExecutionSuspended(now, null)));
            }
            TurnResult result = turn.run(state, incoming, now);
            if (result.isNothing()) {
                continue;
            }
            trace.append(HistoryJson.write(result.history()))
                    .append(result.status())
                    .append(result.customStatus());
            trace.append(result.messages())
                    .append(result.output())
                    .append(result.nextDue())
                    .append('\n');
            calls.addAll(result.activities());
            calls.addAll(result.children());
            state = meanwhile.after(state.after(result, null), runs);
        }
        return trace + String.join(" ", passes);
    }

    private static HistoryEvent answer(HistoryEvent.Action call, Instant now, int chance) {
        FailureDetails failure = new FailureDetails("a.B", "failed", null, null, false);
        if (call instanceof HistoryEvent.SubOrchestrationCreated) {
            return chance == 0
                    ? new HistoryEvent.SubOrchestrationFailed(now, call.id(), failure)
                    : new HistoryEvent.SubOrchestrationCompleted(now, call.id(), "" + chance);
        }
        return chance == 0
                ? new HistoryEvent.TaskFailed(now, call.id(), failure)
                : new HistoryEvent.TaskCompleted(now, call.id(), "" + chance);
    }

    @Test
    void parkedEvictedAndReloadedRunsDoWhatReplaysDo() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            String replayed = run(seed, new ParkedRuns(0, 0), (state, runs) -> state);
            assertThat(replayed).contains("ExecutionCompleted");

            assertThat(run(seed, new ParkedRuns(4, 0), (state, runs) -> state))
                    .as("parked, seed %s", seed)
                    .isEqualTo(replayed);
            assertThat(run(seed, new ParkedRuns(4, 30), (state, runs) -> state))
                    .as("parked from 30 events, seed %s", seed)
                    .isEqualTo(replayed);
            assertThat(run(seed, new ParkedRuns(4, 0), (state, runs) -> {
                        if (random.nextInt(3) == 0) {
                            runs.end("i");
                        }
                        return state;
                    }))
                    .as("evicted at times, seed %s", seed)
                    .isEqualTo(replayed);
            assertThat(run(
                            seed,
                            new ParkedRuns(4, 0),
                            (state, runs) -> random.nextInt(3) == 0
                                    ? state.withHistory(new History(HistoryJson.readAll(
                                            HistoryJson.write(state.history().events()))))
                                    : state))
                    .as("read again at times, seed %s", seed)
                    .isEqualTo(replayed);
        }
    }

    @Test
    void aRunIsNotResumedForAnotherTurnThanItsNext() {
        ParkedRuns runs = new ParkedRuns(4, 0);
        Turn turn = new Turn(
                Orchestrations.create()
                        .register(
                                "O",
                                Void.class,
                                Integer.class,
                                (ctx, in) -> ctx.waitForExternalEvent("E", Integer.class)
                                        .await()),
                Payloads.standard(),
                VersionPolicy.ANY,
                runs);
        InstanceState before = InstanceState.fresh(Instance.of("i", "O", "run", AT), null);
        TurnResult lost = turn.run(before, List.of(), AT);
        assertThat(lost.status()).isEqualTo(RuntimeStatus.RUNNING);
        Message event = new Message("i", null, new HistoryEvent.EventRaised(AT, "E", "7", AT, 1));

        // The first result was not stored: the turn is repeated, with the event.
        TurnResult repeated = turn.run(before, List.of(event), AT);
        assertThat(repeated.output()).isEqualTo("7");
        assertThat(repeated.history()).hasSize(3);
    }

    @Test
    void theLeastRecentlyUsedRunEndsWhereThereAreTooMany() {
        ParkedRuns runs = new ParkedRuns(2, 0);
        List<String> unwound = new CopyOnWriteArrayList<>();
        Turn turn = new Turn(
                Orchestrations.create().register("O", Void.class, Void.class, (ctx, in) -> {
                    try {
                        ctx.waitForExternalEvent("E").await();
                    } finally {
                        unwound.add(ctx.getInstanceId());
                    }
                    return null;
                }),
                Payloads.standard(),
                VersionPolicy.ANY,
                runs);
        for (String id : List.of("a", "b", "c")) {
            TurnResult unused =
                    turn.run(InstanceState.fresh(Instance.of(id, "O", "run-" + id, AT), null), List.of(), AT);
        }
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(unwound).containsExactly("a"));
        runs.close();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(unwound).containsExactlyInAnyOrder("a", "b", "c"));
    }
}

package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.history.HistoryJson;
import dev.connectorkit.orchestration.runtime.Payloads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Measures how the cost of a turn grows with the history: replayed from decoded events, and decoded from the store first. */
public final class TurnGrowth {

    private static final Instant AT = Instant.parse("2030-01-01T00:00:00Z");

    private TurnGrowth() {}

    public static void main(String[] arguments) {
        Orchestrations code = Orchestrations.create().register("Loop", Void.class, Integer.class, (ctx, in) -> {
            int sum = 0;
            while (true) {
                sum += ctx.callActivity("Next", sum, Integer.class).await();
            }
        });
        Turn turn = new Turn(code, Payloads.standard(), VersionPolicy.ANY);
        for (int warm = 0; warm < 2; warm++) {
            for (int size : new int[] {10, 100, 1000, 10_000}) {
                List<HistoryEvent> events = history(size);
                String json = HistoryJson.write(events);
                int rounds = Math.max(20, 400_000 / size);
                double replay = time(rounds, () -> turn.run(state(new History(events)), answer(size), AT));
                double build = time(rounds, () -> state(new History(events)));
                double decode = time(Math.max(5, rounds / 10), () -> HistoryJson.readAll(json));
                System.err.printf(
                        "%d events: turn %.1f us (building the index, not done per turn: %.1f us), decoding %.1f us%n",
                        size, replay - build, build, decode);
            }
        }
    }

    private static List<HistoryEvent> history(int size) {
        List<HistoryEvent> events = new ArrayList<>();
        events.add(new HistoryEvent.ExecutionStarted(AT, "Loop", "run", null, null));
        for (int id = 0; events.size() < size; id++) {
            events.add(new HistoryEvent.TaskScheduled(AT, id, "Next", String.valueOf(id), id, null, null));
            events.add(new HistoryEvent.TaskCompleted(AT, id, "1"));
        }
        events.remove(events.size() - 1);
        return events;
    }

    private static List<Message> answer(int size) {
        return List.of(new Message("i", "run", new HistoryEvent.TaskCompleted(AT, (size - 1) / 2, "1")));
    }

    private static InstanceState state(History history) {
        return InstanceState.fresh(Instance.of("i", "Loop", "run", AT), null).withHistory(history);
    }

    private static double time(int rounds, Runnable work) {
        for (int i = 0; i < rounds / 2; i++) {
            work.run();
        }
        long start = System.nanoTime();
        for (int i = 0; i < rounds; i++) {
            work.run();
        }
        return (System.nanoTime() - start) / 1000.0 / rounds;
    }
}

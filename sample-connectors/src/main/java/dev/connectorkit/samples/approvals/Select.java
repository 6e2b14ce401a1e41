package dev.connectorkit.samples.approvals;

import dev.connectorkit.orchestration.Orchestration;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.Task;
import dev.connectorkit.orchestration.TaskOrchestrationContext;
import org.jspecify.annotations.Nullable;

/**
 * Waits for three events of different types and ends with the first: {@code Event1} with a number, {@code Event2} with true or
 * false, {@code Event3} with a whole number. A payload that does not fit ends it as failed. Thread-safe.
 */
public final class Select implements Orchestration<@Nullable Object, Select.Winner> {

    /** The name of the orchestration, which takes no input. */
    public static final String NAME = "Select";

    /**
     * The output.
     *
     * @param event the name of the first event
     * @param value what it brought
     */
    public record Winner(String event, @Nullable Object value) {}

    private Select() {}

    /** Adds the orchestration. */
    public static void register(Orchestrations orchestrations) {
        orchestrations.register(NAME, Object.class, Winner.class, new Select());
    }

    @Override
    public Winner run(TaskOrchestrationContext context, @Nullable Object input) {
        Task<Float> event1 = context.waitForExternalEvent("Event1", Float.class);
        Task<Boolean> event2 = context.waitForExternalEvent("Event2", Boolean.class);
        Task<Integer> event3 = context.waitForExternalEvent("Event3", Integer.class);

        Task<?> winner = context.anyOf(event1, event2, event3).await();
        if (winner == event1) {
            return new Winner("Event1", event1.await());
        }
        if (winner == event2) {
            return new Winner("Event2", event2.await());
        }
        return new Winner("Event3", event3.await());
    }
}

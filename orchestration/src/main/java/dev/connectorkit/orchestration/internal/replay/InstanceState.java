package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.RuntimeStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An instance as a turn finds it.
 *
 * @param id the instance
 * @param name the orchestration
 * @param execution tells runs under one id apart
 * @param status where it stands
 * @param input JSON text
 * @param customStatus JSON text
 * @param parent who waits for its end
 * @param turn how many turns were written; whoever writes the next must have seen them all
 * @param rows how many rows its history has had, the number of the next one
 * @param createdAt when it was started
 * @param startAt when a pending instance begins, null if at once
 * @param history what happened
 */
public record InstanceState(
        String id,
        String name,
        String execution,
        RuntimeStatus status,
        @Nullable String input,
        @Nullable String customStatus,
        @Nullable Parent parent,
        long turn,
        int rows,
        Instant createdAt,
        @Nullable Instant startAt,
        History history) {

    /** When it has something to do without a message: its start, or its next timer; null if never. */
    public @Nullable Instant nextDue() {
        if (status.isFinished()) {
            return null;
        }
        return startAt != null
                ? startAt
                : history.openTimers().values().stream()
                        .min(Comparator.naturalOrder())
                        .orElse(null);
    }

    /** What a client sees of it after a turn that ended like this. */
    public OrchestrationStatus seen(TurnResult result) {
        return new OrchestrationStatus(
                id,
                name,
                status,
                input,
                result.output(),
                customStatus,
                result.failure(),
                createdAt,
                result.at(),
                status.isFinished() ? result.at() : null);
    }

    /** Whether its time to begin has not come. */
    public boolean isTooEarly(Instant now) {
        return startAt != null && history.size() == 0 && startAt.isAfter(now);
    }

    /** The same with its input. */
    public InstanceState withInput(@Nullable String text) {
        return new InstanceState(
                id, name, execution, status, text, customStatus, parent, turn, rows, createdAt, startAt, history);
    }

    InstanceState withHistory(History known) {
        return new InstanceState(
                id, name, execution, status, input, customStatus, parent, turn, rows, createdAt, startAt, known);
    }

    /** The instance after a turn whose events are, or will be, in this history. */
    public InstanceState after(TurnResult result, History then) {
        TurnResult.Continued again = result.continued();
        int next = again != null
                ? 0
                : (result.replaces() ? 0 : rows) + result.history().size();
        return new InstanceState(
                id,
                name,
                again == null ? execution : again.execution(),
                result.status(),
                again == null ? input : again.input(),
                result.customStatus(),
                parent,
                turn + 1,
                next,
                createdAt,
                null,
                then);
    }

    /** An instance that was just added. */
    public static InstanceState fresh(
            String id,
            String name,
            String execution,
            @Nullable String input,
            @Nullable Parent parent,
            Instant createdAt) {
        return new InstanceState(
                id,
                name,
                execution,
                RuntimeStatus.PENDING,
                input,
                null,
                parent,
                0,
                0,
                createdAt,
                null,
                new History(List.of()));
    }

    /** The run of a sub-orchestration. */
    public static String executionOfChild(Parent parent) {
        String text = parent.execution() + "/child/" + parent.taskId();
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /**
     * Who waits for the end of a sub-orchestration.
     *
     * @param instanceId the instance
     * @param execution its run
     * @param taskId the action
     */
    public record Parent(String instanceId, String execution, int taskId) {}
}

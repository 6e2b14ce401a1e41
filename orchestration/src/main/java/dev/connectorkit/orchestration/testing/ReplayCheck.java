package dev.connectorkit.orchestration.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.NonDeterminismException;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.history.HistoryJson;
import dev.connectorkit.orchestration.internal.replay.Turn;
import dev.connectorkit.orchestration.internal.replay.VersionPolicy;
import dev.connectorkit.orchestration.runtime.Payloads;
import java.util.List;
import java.util.Optional;

/**
 * Replays stored histories with changed code and reports the first difference. To be run before the code is deployed where
 * instances run.
 *
 * <pre>{@code
 * ReplayCheck.of(orchestrations).verify(Files.readString(Path.of("history.json")));
 * }</pre>
 */
public final class ReplayCheck {

    private final Turn turn;

    private ReplayCheck(Orchestrations orchestrations, Payloads codec) {
        this.turn = new Turn(orchestrations, codec, VersionPolicy.ANY);
    }

    /** Returns a check with the default mapper of an engine. */
    public static ReplayCheck of(Orchestrations orchestrations) {
        return new ReplayCheck(orchestrations, Payloads.standard());
    }

    /** Returns a check with a mapper of payloads, which should be that of the engine. */
    public static ReplayCheck of(Orchestrations orchestrations, ObjectMapper mapper) {
        return new ReplayCheck(orchestrations, new Payloads(mapper));
    }

    /** Returns the first difference between the code and a history, empty if absent. */
    public Optional<String> difference(List<HistoryEvent> history) {
        return turn.difference(history);
    }

    /**
     * Checks that the code matches a history.
     *
     * @throws NonDeterminismException if it does not; the message names both sides
     */
    public void verify(List<HistoryEvent> history) {
        difference(history).ifPresent(difference -> {
            throw new NonDeterminismException(difference);
        });
    }

    /** As {@link #verify(List)}, with a history as written by {@link HistoryJson#write(List)}. */
    public void verify(String historyJson) {
        verify(HistoryJson.readAll(historyJson));
    }
}

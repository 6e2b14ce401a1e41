package dev.connectorkit.orchestration.testing;

import dev.connectorkit.orchestration.NonDeterminismException;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.history.HistoryEvent;
import dev.connectorkit.orchestration.history.HistoryJson;
import dev.connectorkit.orchestration.internal.json.PayloadCodec;
import dev.connectorkit.orchestration.internal.replay.Turn;
import java.util.List;
import java.util.Optional;

/**
 * Runs the code of today over histories that the code of yesterday wrote: does it still do the same? To be done before changed
 * code meets running instances.
 *
 * <pre>{@code
 * ReplayCheck.of(orchestrations).verify(Files.readString(Path.of("history.json")));
 * }</pre>
 */
public final class ReplayCheck {

    private final Turn turn;

    private ReplayCheck(Orchestrations orchestrations) {
        this.turn = new Turn(orchestrations, PayloadCodec.standard());
    }

    /** A check of this code. */
    public static ReplayCheck of(Orchestrations orchestrations) {
        return new ReplayCheck(orchestrations);
    }

    /** The first difference between the code and a history, empty if there is none. */
    public Optional<String> difference(List<HistoryEvent> history) {
        return turn.difference(history);
    }

    /**
     * Fails if the code and a history differ.
     *
     * @throws NonDeterminismException with both sides
     */
    public void verify(List<HistoryEvent> history) {
        difference(history).ifPresent(difference -> {
            throw new NonDeterminismException(difference);
        });
    }

    /** As {@link #verify(List)}, of a history as {@link HistoryJson#write(List)} writes it. */
    public void verify(String historyJson) {
        verify(HistoryJson.readAll(historyJson));
    }
}

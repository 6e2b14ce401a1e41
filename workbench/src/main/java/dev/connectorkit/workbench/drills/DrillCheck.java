package dev.connectorkit.workbench.drills;

import dev.connectorkit.test.Exchange;
import java.util.List;

/**
 * A thing that a {@link Drill} checks at its end. Immutable.
 *
 * @param title the state that is right, a sentence without a full stop
 * @param passed whether it was so
 * @param seen the numbers that were seen, for people
 * @param evidence the exchanges that show it, the oldest first
 */
public record DrillCheck(String title, boolean passed, String seen, List<Exchange> evidence) {

    /** Copies the evidence. */
    public DrillCheck {
        evidence = List.copyOf(evidence);
    }
}

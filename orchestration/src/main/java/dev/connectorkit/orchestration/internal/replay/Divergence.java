package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.NonDeterminismException;
import java.util.List;
import java.util.Optional;

/** Differences between code and history. */
final class Divergence {

    private Divergence() {}

    /** Returns the outcome of code that does not match its history. */
    static Outcome.Failed failure(String message) {
        return new Outcome.Failed(
                new FailureDetails(NonDeterminismException.class.getName(), message, null, null, true));
    }

    static boolean is(Outcome.Failed failed) {
        return failed.failure().errorType().equals(NonDeterminismException.class.getName());
    }

    static Optional<String> of(Outcome outcome, List<HistoryEvent.Action> added, HistoryEvent last) {
        if (outcome instanceof Outcome.Failed failed && is(failed)) {
            return Optional.of(failed.failure().errorMessage());
        }
        if (!added.isEmpty()) {
            return Optional.of("The code continues with " + ActionLog.subject(added.get(0)) + " (#"
                    + added.get(0).id() + "), where its history ends");
        }
        if (last instanceof HistoryEvent.ExecutionCompleted completed) {
            return atEnd(outcome, completed);
        }
        return outcome instanceof Outcome.Blocked
                ? Optional.empty()
                : Optional.of("The code ends, but its history waits");
    }

    private static Optional<String> atEnd(Outcome outcome, HistoryEvent.ExecutionCompleted completed) {
        String was = "The history ends with " + completed.status();
        return switch (completed.status()) {
            case COMPLETED ->
                outcome instanceof Outcome.Completed
                        ? Optional.empty()
                        : Optional.of(was + ", and the code " + describe(outcome));
            case FAILED ->
                outcome instanceof Outcome.Failed
                        ? Optional.empty()
                        : Optional.of(was + ", and the code " + describe(outcome));
            default -> Optional.empty();
        };
    }

    private static String describe(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return "fails with " + failed.failure();
        }
        return outcome instanceof Outcome.Blocked ? "waits" : "ends";
    }
}

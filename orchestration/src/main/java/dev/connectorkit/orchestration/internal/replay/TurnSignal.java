package dev.connectorkit.orchestration.internal.replay;

/** Unwinds the stack of an orchestration that must wait. An Error, so that {@code catch (Exception)} lets it pass. */
final class TurnSignal extends Error {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack trace
    static final TurnSignal INSTANCE = new TurnSignal();

    private TurnSignal() {
        super(
                "Unwinds an orchestration that waits. Its code must not catch it: catch Exception, not Throwable or Error",
                null,
                false,
                false);
    }
}

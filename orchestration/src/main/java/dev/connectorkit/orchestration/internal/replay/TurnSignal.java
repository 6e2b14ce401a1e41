package dev.connectorkit.orchestration.internal.replay;

/** Takes the thread out of an orchestration that cannot go on now. An Error, so that {@code catch (Exception)} lets it pass. */
final class TurnSignal extends Error {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack trace
    static final TurnSignal INSTANCE = new TurnSignal();

    private TurnSignal() {
        super(
                "The orchestration waits, and its thread is needed elsewhere. Code must let this pass: catch Exception, not"
                        + " Throwable or Error",
                null,
                false,
                false);
    }
}

package dev.connectorkit.temporal;

/** Unwinds the stack of an orchestration that continues as new. An Error, so that {@code catch (Exception)} lets it pass. */
final class EndOfRun extends Error {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack trace
    static final EndOfRun INSTANCE = new EndOfRun();

    private EndOfRun() {
        super(
                "Unwinds an orchestration that continues as new. Its code must catch Exception, not Throwable or Error",
                null,
                false,
                false);
    }
}

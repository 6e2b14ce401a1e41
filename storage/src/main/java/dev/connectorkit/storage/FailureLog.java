package dev.connectorkit.storage;

import org.slf4j.Logger;

/** Logs failures of code that the toolkit calls, whose exceptions may fail themselves while they are printed. */
public final class FailureLog {

    private FailureLog() {}

    /**
     * Logs an error; without its stack trace if that cannot be printed. Never throws.
     *
     * @param message describes what failed
     */
    public static void error(Logger log, String message, Throwable failure) {
        try {
            log.error(message, failure);
        } catch (Throwable unprintable) {
            withoutTrace(log, message, failure);
        }
    }

    private static void withoutTrace(Logger log, String message, Throwable failure) {
        try {
            log.error(
                    "{}: {}, which cannot be printed",
                    message,
                    failure.getClass().getName());
        } catch (Throwable alsoFailed) {
            // Without memory there is no log either, and the caller must go on.
        }
    }
}

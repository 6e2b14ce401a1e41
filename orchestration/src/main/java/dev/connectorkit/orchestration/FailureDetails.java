package dev.connectorkit.orchestration;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * An exception as it is stored and passed from an activity to its orchestration and on to the client.
 *
 * @param errorType the name of its class
 * @param errorMessage its message, empty if it had none
 * @param stackTrace its stack trace as text, null where there was none
 * @param cause what caused it
 * @param nonRetriable whether another attempt is of no use
 */
public record FailureDetails(
        String errorType,
        String errorMessage,
        @Nullable String stackTrace,
        @Nullable FailureDetails cause,
        boolean nonRetriable) {

    private static final int LONGEST_CHAIN = 10;

    /** The details of an exception and its causes; those of a {@link TaskFailedException} keep what the activity threw. */
    public static FailureDetails of(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return of(thrown, trace.toString(), 1);
    }

    private static FailureDetails of(Throwable thrown, @Nullable String trace, int depth) {
        String message = thrown.getMessage() == null ? "" : thrown.getMessage();
        FailureDetails cause = null;
        if (thrown instanceof TaskFailedException failed) {
            cause = failed.getErrorDetails();
        } else if (thrown.getCause() != null && depth < LONGEST_CHAIN) {
            cause = of(thrown.getCause(), null, depth + 1);
        }
        return new FailureDetails(
                thrown.getClass().getName(), message, trace, cause, thrown instanceof NonRetriableException);
    }

    /**
     * Whether it, or one of its causes, is of this class or of a subclass that is known here. A class that is not on this
     * side's class path matches by its very name only.
     */
    public boolean isCausedBy(Class<? extends Throwable> type) {
        for (FailureDetails each = this; each != null; each = each.cause) {
            if (each.errorType.equals(type.getName()) || isSubclass(each.errorType, type)) {
                return true;
            }
        }
        return false;
    }

    /** The name of {@link #errorType()} in Durable Functions for Java. */
    public String getErrorType() {
        return errorType;
    }

    /** The name of {@link #errorMessage()} in Durable Functions for Java. */
    public String getErrorMessage() {
        return errorMessage;
    }

    /** The name of {@link #stackTrace()} in Durable Functions for Java. */
    public @Nullable String getStackTrace() {
        return stackTrace;
    }

    /** The name of {@link #nonRetriable()} in Durable Functions for Java. */
    public boolean isNonRetriable() {
        return nonRetriable;
    }

    private static boolean isSubclass(String name, Class<? extends Throwable> type) {
        try {
            ClassLoader loader = type.getClassLoader();
            return type.isAssignableFrom(
                    Class.forName(name, false, loader == null ? ClassLoader.getSystemClassLoader() : loader));
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return errorMessage.isEmpty() ? errorType : errorType + ": " + errorMessage;
    }
}

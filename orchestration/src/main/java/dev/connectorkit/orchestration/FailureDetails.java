package dev.connectorkit.orchestration;

import org.jspecify.annotations.Nullable;

/**
 * An exception as it is stored and passed from an activity to its orchestration and to the client.
 *
 * @param errorType the name of its class
 * @param errorMessage its message, empty if it had none
 * @param stackTrace its stack trace as text, null if unknown
 * @param cause its cause, null if it had none
 * @param nonRetriable true if another attempt would fail too
 */
public record FailureDetails(
        String errorType,
        String errorMessage,
        @Nullable String stackTrace,
        @Nullable FailureDetails cause,
        boolean nonRetriable) {

    /**
     * Returns the details of an exception and its causes; for a {@link TaskFailedException} the cause is the failure of the
     * task. Texts are shortened and chains are cut, and an exception whose own methods fail is described without them.
     */
    public static FailureDetails of(Throwable thrown) {
        return FailureReader.read(Required.given("exception", thrown));
    }

    /**
     * Returns whether this failure or one of its causes is of this class or a known subclass. A class that is not on the class
     * path matches by its exact name only.
     */
    public boolean isCausedBy(Class<? extends Throwable> type) {
        for (FailureDetails each = this; each != null; each = each.cause) {
            if (each.errorType.equals(type.getName()) || isSubclass(each.errorType, type)) {
                return true;
            }
        }
        return false;
    }

    /** Returns {@link #errorType()}, under the name of Durable Functions for Java. */
    public String getErrorType() {
        return errorType;
    }

    /** Returns {@link #errorMessage()}, under the name of Durable Functions for Java. */
    public String getErrorMessage() {
        return errorMessage;
    }

    /** Returns {@link #stackTrace()}, under the name of Durable Functions for Java. */
    public @Nullable String getStackTrace() {
        return stackTrace;
    }

    /** Returns {@link #nonRetriable()}, under the name of Durable Functions for Java. */
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

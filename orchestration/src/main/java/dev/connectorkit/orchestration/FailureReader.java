package dev.connectorkit.orchestration;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads exceptions of strangers: bounded in every direction, and safe if their methods fail or return nonsense. */
final class FailureReader {

    private static final int LONGEST_CHAIN = 10;
    private static final int LONGEST_MESSAGE = 16_000;
    private static final int MOST_FRAMES = 100;
    private static final int LONGEST_CHAIN_OF_TASKS = 100;

    private FailureReader() {}

    static FailureDetails read(Throwable thrown) {
        StringBuilder trace = new StringBuilder();
        FailureDetails details = read(thrown, trace, 1);
        return new FailureDetails(
                details.errorType(), details.errorMessage(), trace.toString(), details.cause(), details.nonRetriable());
    }

    private static FailureDetails read(Throwable thrown, StringBuilder trace, int depth) {
        String type = thrown.getClass().getName();
        String message = printable(guarded(thrown::getMessage, "(the message is not available)"));
        trace.append(depth == 1 ? "" : "Caused by: ").append(type);
        if (!message.isEmpty()) {
            trace.append(": ").append(message);
        }
        trace.append('\n');
        frames(thrown, trace);
        FailureDetails cause = null;
        if (thrown instanceof TaskFailedException failed) {
            cause = bounded(guarded(failed::getErrorDetails, null), 1);
        } else if (depth < LONGEST_CHAIN) {
            Throwable next = guarded(thrown::getCause, null);
            cause = next == null ? null : read(next, trace, depth + 1);
        }
        return new FailureDetails(type, message, null, cause, thrown instanceof NonRetriableException);
    }

    /** Copies details that code outside of the engine may have created. */
    private static @Nullable FailureDetails bounded(@Nullable FailureDetails details, int depth) {
        if (details == null || depth > LONGEST_CHAIN_OF_TASKS) {
            return null;
        }
        String trace = details.stackTrace();
        return new FailureDetails(
                printable(details.errorType()),
                printable(details.errorMessage()),
                trace == null ? null : printable(trace),
                bounded(details.cause(), depth + 1),
                details.nonRetriable());
    }

    private static void frames(Throwable thrown, StringBuilder trace) {
        StackTraceElement[] frames = guarded(thrown::getStackTrace, new StackTraceElement[0]);
        if (frames == null) {
            return;
        }
        for (int i = 0; i < frames.length && i < MOST_FRAMES; i++) {
            trace.append("\tat ").append(frames[i]).append('\n');
        }
        if (frames.length > MOST_FRAMES) {
            trace.append("\t... ").append(frames.length - MOST_FRAMES).append(" more\n");
        }
    }

    /** Runs a method of the exception, which may itself throw anything. */
    private static <T> @Nullable T guarded(Supplier<@Nullable T> method, @Nullable T otherwise) {
        try {
            return method.get();
        } catch (Throwable e) { // also checked exceptions that the method does not declare
            return otherwise;
        }
    }

    /** Shortens the text and replaces unpaired surrogates, which databases refuse. */
    private static String printable(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String shortened = text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) + "..." : text;
        return shortened
                .codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

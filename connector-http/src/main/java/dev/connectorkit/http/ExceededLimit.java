package dev.connectorkit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.http.problem.ProblemException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Describes the limits of the parser that a body exceeds. */
final class ExceededLimit {

    /** The parser has one exception for all limits. */
    private static final Pattern MESSAGE = Pattern.compile("(.+?) \\(.*exceeds the maximum allowed \\((\\d+).*");

    private static final String DEPTH = "Document nesting depth";
    private static final Map<String, String> SUBJECTS = Map.of(
            "String value length", "A text in the body",
            "Number value length", "A number in the body",
            "Name length", "The name of a property");

    private ExceededLimit() {}

    /**
     * Returns the refusal of a body that exceeds a limit; empty if it exceeds none.
     *
     * @param field the path of the value that was read; empty if it is the body
     */
    static Optional<ProblemException> in(JsonProcessingException thrown, String field) {
        Throwable cause = thrown instanceof StreamConstraintsException ? thrown : thrown.getCause();
        return cause instanceof StreamConstraintsException exceeded
                ? Optional.of(problem(exceeded.getOriginalMessage(), field))
                : Optional.empty();
    }

    private static ProblemException problem(String message, String field) {
        Matcher matcher = MESSAGE.matcher(message);
        String limit = matcher.matches() ? matcher.group(1) : "";
        String subject = SUBJECTS.get(limit);
        if (limit.equals(DEPTH)) {
            return new ProblemException(
                    400, "The body must not be nested more than " + matcher.group(2) + " levels deep.");
        } else if (subject == null) {
            return new ProblemException(400, "The body exceeds a limit of the server: " + message + ".");
        }
        String expected = "must not have more than " + matcher.group(2) + " characters";
        return limit.startsWith("Name") || field.isEmpty()
                ? new ProblemException(400, subject + " " + expected + ".")
                : new ProblemException(400, field + " " + expected + ".", new Problem.FieldError(field, expected));
    }
}

package dev.connectorkit.designer.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.regex.Pattern;

/** Foreign text without control characters, for a report or a terminal. */
public final class Printable {

    /** The limits within which JSON is read, a sentence. */
    public static final String LIMITS =
            "A document is read with at most 1,000 levels within each other, 50,000 characters in a"
                    + " name, 1,000 digits in a number and 20,000,000 characters in a text.";

    private static final int MAX_LENGTH = 160;
    // From here on a parser describes itself: where a bracket was opened in "[Source: ...]", which method sets a
    // limit.
    private static final Pattern INSIDES = Pattern.compile("\\s*\\([^()]*\\[Source:.*|, from `[^`]*`", Pattern.DOTALL);
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\x{2028}\\x{2029}&&[^\\t]]");

    private Printable() {}

    /** Returns the reason why a text is not JSON, without its place. */
    public static String reason(JsonProcessingException failure) {
        String reason = text(INSIDES.matcher(failure.getOriginalMessage()).replaceAll(""))
                .replaceAll("\\(JSON String, Number[^)]*\\)", "a value")
                .replace("was expecting", "expected")
                .replace("((CTRL-CHAR, ", "(control character, ")
                .replace("))", ")");
        return reason.length() > MAX_LENGTH ? reason.substring(0, MAX_LENGTH) + "..." : reason;
    }

    /** Returns the reason why a file or a URL cannot be read. */
    public static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "access is denied";
        }
        String reason = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
        return text(reason == null ? failure.getClass().getSimpleName() : reason);
    }

    /** Returns the text with control characters, which a terminal would obey, as their code points. */
    public static String text(String text) {
        return UNPRINTABLE
                .matcher(text)
                .replaceAll(match -> String.format("U+%04X", match.group().codePointAt(0)));
    }
}

package dev.connectorkit.designer.document;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A format that a file may have in the place of JSON, known by its beginning. */
enum OtherFormat {
    YAML(
            "(?:\\s*+#[^\\n]*+\\n)*+\\s*+(?:---|%YAML|#%RAML|[\"']?[A-Za-z][\\w-]*[\"']?\\s*:(?:\\s|$)).*",
            "The file is YAML, not JSON.", "Convert it: designers import JSON alone."),
    MARKUP(
            "\\s*<.*",
            "The file is HTML or XML, not JSON.",
            "Take the document itself; a page with an error or a login may have come in its place."),
    ZIP("PK\\x03\\x04.*", "The file is a ZIP archive.", "Unpack it, and take the document in it."),
    GZIP("\\x1f.\\x08.*", "The file is compressed by gzip.", "Unpack it."),
    UTF_16("\\uFFFD{2}.{0,2}\\x00.*|\\x00.*|\\{\\x00.*", "The file is not in UTF-8.", "Save the file as UTF-8.");

    private static final int READ = 2_000;

    private final Pattern beginning;
    private final String message;
    private final String fix;

    OtherFormat(String beginning, String message, String fix) {
        this.beginning = Pattern.compile(beginning, Pattern.DOTALL);
        this.message = message;
        this.fix = fix;
    }

    /** Returns the format of a text that is not JSON; null if it has no known beginning. */
    static @Nullable OtherFormat of(String text) {
        String start = text.substring(0, Math.min(READ, text.length()));
        for (OtherFormat format : values()) {
            if (format.beginning.matcher(start).matches()) {
                return format;
            }
        }
        return null;
    }

    /** Returns the finding. */
    String message() {
        return message;
    }

    /** Returns the advice. */
    String fix() {
        return fix;
    }
}

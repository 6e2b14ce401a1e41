package dev.connectorkit.checker;

import java.nio.charset.StandardCharsets;

/**
 * The text of a file.
 *
 * @param name as it shall stand in reports, a relative path for example
 * @param text without byte order mark
 */
public record Source(String name, String text) {

    /** Drops a byte order mark. */
    public Source {
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Takes bytes as UTF-8; what is none is read as U+FFFD, and the checker reports it. */
    public static Source of(String name, byte[] bytes) {
        return new Source(name, new String(bytes, StandardCharsets.UTF_8));
    }
}

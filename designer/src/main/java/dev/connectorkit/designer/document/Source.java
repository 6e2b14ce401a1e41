package dev.connectorkit.designer.document;

import java.nio.charset.StandardCharsets;

/**
 * The text of a file.
 *
 * @param name as it is shown in reports, a relative path for example
 * @param text without byte order mark
 */
public record Source(String name, String text) {

    /** Drops a byte order mark. */
    public Source {
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Reads bytes as UTF-8; invalid ones become U+FFFD, which the checker reports. */
    public static Source of(String name, byte[] bytes) {
        return new Source(name, new String(bytes, StandardCharsets.UTF_8));
    }
}

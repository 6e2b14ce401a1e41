package dev.connectorkit.orchestration;

/** Checks of the texts that identify instances: every database stores them as they are. */
final class StorableText {

    private StorableText() {}

    /** Returns whether a text has neither NUL nor unpaired surrogates, which PostgreSQL refuses or replaces. */
    static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}

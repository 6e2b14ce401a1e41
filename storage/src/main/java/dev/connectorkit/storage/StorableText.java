package dev.connectorkit.storage;

/** Texts that every database stores as they are. */
public final class StorableText {

    private StorableText() {}

    /** Returns whether a text has neither NUL nor unpaired surrogates, which PostgreSQL refuses or replaces. */
    public static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /** Returns the same JSON value without unpaired surrogates in its text, where they are legal. */
    public static String escaped(String json) {
        int first = firstUnpaired(json, 0);
        if (first < 0) {
            return json;
        }
        StringBuilder text = new StringBuilder(json.length() + 16);
        int copied = 0;
        for (int at = first; at >= 0; at = firstUnpaired(json, at + 1)) {
            text.append(json, copied, at).append(String.format("\\u%04x", (int) json.charAt(at)));
            copied = at + 1;
        }
        return text.append(json, copied, json.length()).toString();
    }

    private static int firstUnpaired(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return i;
            }
        }
        return -1;
    }
}

package dev.connectorkit.orchestration;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks of arguments. */
final class Required {

    private static final int LONGEST = 256;

    private Required() {}

    /**
     * Returns the value.
     *
     * @param what names the argument
     * @throws IllegalArgumentException if it is null
     */
    static <T> T given(String what, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("The " + what + " must not be null");
        }
        return value;
    }

    /**
     * Returns a copy.
     *
     * @param what names an element
     * @throws IllegalArgumentException if it or an element is null
     */
    static <T> Set<T> all(String what, @Nullable Collection<T> values) {
        given(what, values).forEach(value -> given(what, value));
        return Set.copyOf(new HashSet<>(values));
    }

    /**
     * Returns a version of an instance.
     *
     * @throws IllegalArgumentException if it is longer than 256 characters, or has NUL or unpaired surrogates
     */
    static @Nullable String version(@Nullable String text) {
        if (text != null && !isShort(text)) {
            throw new IllegalArgumentException(
                    "A version needs at most 256 characters, without NUL and unpaired surrogates");
        }
        return text;
    }

    /** Returns whether every database stores the text as it is, also in an index. */
    static boolean isShort(String text) {
        return text.length() <= LONGEST && StorableText.isStorable(text);
    }

    /**
     * Returns a text of a query.
     *
     * @throws IllegalArgumentException if it is null or cannot be stored, so that no instance can have it
     */
    static String storable(String what, @Nullable String text) {
        String given = given(what, text);
        if (!StorableText.isStorable(given)) {
            throw new IllegalArgumentException("The " + what + " must be without NUL and unpaired surrogates");
        }
        return given;
    }
}

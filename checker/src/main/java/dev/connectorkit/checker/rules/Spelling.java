package dev.connectorkit.checker.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what somebody meant to write. The module of the document has one of its own: the checker runs without that module. */
final class Spelling {

    private Spelling() {}

    /** Returns a fix that names the likeliest word, or that fix if none is near. */
    static String fix(String word, Collection<String> known, String otherwise) {
        return closest(word, known)
                .map(meant -> "Did you mean \"" + meant + "\"?")
                .orElse(otherwise);
    }

    private static Optional<String> closest(String word, Collection<String> known) {
        int most = Math.max(1, Math.min(3, word.length() / 3));
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= most)
                .filter(candidate -> !candidate.equals(word) && distance(word, candidate) <= most)
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's distance; upper and lower case count as the same. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}

package dev.connectorkit.checker.pack;

import java.util.Locale;

/**
 * The names in a solution.
 *
 * @param prefix the publisher's prefix: two to eight lower-case letters and digits, a letter first
 * @param title the connector's title
 * @param publisher the publisher's name
 * @param version such as {@code 1.0.0.0}
 */
record SolutionNames(String prefix, String title, String publisher, String version) {

    /** Schema names have at most 100 characters, with the prefix and the name of the part. */
    private static final int LONGEST = 40;

    SolutionNames {
        if (!prefix.matches("[a-z][a-z0-9]{1,7}") || prefix.startsWith("mscrm")) {
            throw new IllegalArgumentException(
                    "The prefix must be two to eight lower-case letters and digits, a letter first, but is " + prefix);
        }
        if (!version.matches("\\d+(\\.\\d+){1,3}")) {
            throw new IllegalArgumentException("The version must be like 1.0.0.0, but is " + version);
        }
    }

    /** Returns the name of the solution: letters and digits. */
    String solution() {
        return (prefix + shortName()).replaceAll("[^A-Za-z0-9]", "");
    }

    /** Returns the connector's name, in which {@code _5F} stands for an underscore. */
    String connector() {
        return prefix + "_5F" + shortName();
    }

    /** Returns the name of a part of the solution. */
    String logical(String part) {
        return prefix + "_" + shortName() + "_" + part;
    }

    private String shortName() {
        String name = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        boolean shortened = name.length() > LONGEST
                || title.codePoints().anyMatch(letter -> letter > 127 && Character.isLetterOrDigit(letter));
        if (!shortened) {
            return name.isEmpty() ? "connector" : name;
        }
        String kept = name.isEmpty() ? "connector" : name.substring(0, Math.min(LONGEST, name.length()));
        return kept + String.format("%08x", title.hashCode()); // two titles must not become one connector
    }
}

package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.VersionMatch;
import dev.connectorkit.orchestration.VersionMismatch;
import org.jspecify.annotations.Nullable;

/**
 * The versions of instances that a node runs.
 *
 * @param current the version of this node, null if it has none
 * @param match the accepted versions
 * @param mismatch the treatment of others
 */
public record VersionPolicy(@Nullable String current, VersionMatch match, VersionMismatch mismatch) {

    /** Accepts every version. */
    public static final VersionPolicy ANY = new VersionPolicy(null, VersionMatch.ANY, VersionMismatch.REJECT);

    boolean accepts(@Nullable String version) {
        String mine = text(current);
        String its = text(version);
        return switch (match) {
            case ANY -> true;
            case STRICT -> mine.equals(its);
            case CURRENT_OR_OLDER -> compare(its, mine) <= 0;
        };
    }

    private static String text(@Nullable String version) {
        return version == null ? "" : version;
    }

    /** Compares versions by their parts between dots: numbers by value, other parts as text, and a missing part is the oldest. */
    static int compare(String one, String other) {
        String[] left = one.isEmpty() ? new String[0] : one.split("\\.", -1);
        String[] right = other.isEmpty() ? new String[0] : other.split("\\.", -1);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            if (i == left.length || i == right.length) {
                return Integer.compare(left.length, right.length);
            }
            int order = comparePart(left[i], right[i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int comparePart(String left, String right) {
        boolean numbers = left.matches("\\d{1,18}") && right.matches("\\d{1,18}");
        return numbers ? Long.compare(Long.parseLong(left), Long.parseLong(right)) : left.compareToIgnoreCase(right);
    }
}

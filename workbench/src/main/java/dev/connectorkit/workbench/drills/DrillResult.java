package dev.connectorkit.workbench.drills;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The result of a drill at a trigger. Immutable.
 *
 * @param operationId the trigger
 * @param checks the checks; empty if the drill was skipped
 * @param skipped the reason why it was skipped; empty if it was not
 */
public record DrillResult(Drill drill, String operationId, List<DrillCheck> checks, String skipped) {

    /** Copies the checks. */
    public DrillResult {
        checks = List.copyOf(checks);
    }

    /** Returns the share of checks that passed, from 0 to 100; 0 for a drill that was skipped. */
    public int score() {
        return checks.isEmpty()
                ? 0
                : (int) (100 * checks.stream().filter(DrillCheck::passed).count() / checks.size());
    }

    /** Reports whether the drill was played. */
    public boolean isPlayed() {
        return skipped.isEmpty();
    }

    /** Returns the checks that failed. */
    public List<DrillCheck> failures() {
        return checks.stream().filter(check -> !check.passed()).toList();
    }

    /** Returns the result as text for people: a line, and one for each check that failed, with requests without their queries. */
    public String toText() {
        String score = isPlayed() ? Integer.toString(score()) : "skip";
        String reason = isPlayed() ? "" : ": " + skipped;
        String line = String.format(Locale.ROOT, "%4s  %-20s %s%s%n", score, drill.id(), operationId, reason);
        return line + failures().stream().map(DrillResult::text).collect(Collectors.joining());
    }

    private static String text(DrillCheck check) {
        String seen = check.seen().isEmpty() ? "" : " (" + check.seen() + ")";
        return "      FAIL " + check.title() + seen + System.lineSeparator()
                + check.evidence().stream()
                        .map(exchange -> String.format(
                                Locale.ROOT,
                                "        %s %s %s: %d%n",
                                exchange.at(),
                                exchange.request().method(),
                                exchange.request().url().getPath(),
                                exchange.status()))
                        .collect(Collectors.joining());
    }
}

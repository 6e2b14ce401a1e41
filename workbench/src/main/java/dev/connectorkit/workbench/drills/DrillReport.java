package dev.connectorkit.workbench.drills;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The results of {@link Drills}. Immutable.
 *
 * @param connector the connector's title
 * @param results the results, in the order of drills and triggers
 */
public record DrillReport(String connector, List<DrillResult> results) {

    /** Copies the results. */
    public DrillReport {
        results = List.copyOf(results);
    }

    /** Returns the mean score of the drills that were played, from 0 to 100; 0 if none was. */
    public int score() {
        return (int) results.stream()
                .filter(DrillResult::isPlayed)
                .mapToInt(DrillResult::score)
                .average()
                .orElse(0);
    }

    /** Returns the exit code: 0 if a drill was played and every check passed, else 1. */
    public int exitCode() {
        boolean played = results.stream().anyMatch(DrillResult::isPlayed);
        boolean failed = results.stream().anyMatch(result -> !result.failures().isEmpty());
        return played && !failed ? 0 : 1;
    }

    /** Returns the report as text for people. */
    public String toText() {
        return results.stream().map(DrillResult::toText).collect(Collectors.joining()) + connector + ": " + score()
                + " of 100" + System.lineSeparator();
    }
}

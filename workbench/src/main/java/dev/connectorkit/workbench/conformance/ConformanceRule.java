package dev.connectorkit.workbench.conformance;

/**
 * A rule of the protocol. Immutable.
 *
 * @param id as in {@code POLL-01}
 * @param severity the severity of a departure
 * @param needsEvents whether it can be checked only if events can be made
 * @param needsRestart whether it can be checked only if the connector can be restarted
 * @param title the rule, a sentence without a full stop
 */
public record ConformanceRule(String id, Severity severity, boolean needsEvents, boolean needsRestart, String title) {

    static ConformanceRule error(String id, String title) {
        return new ConformanceRule(id, Severity.ERROR, false, false, title);
    }

    static ConformanceRule warning(String id, String title) {
        return new ConformanceRule(id, Severity.WARNING, false, false, title);
    }

    ConformanceRule onEvents() {
        return new ConformanceRule(id, severity, true, needsRestart, title);
    }

    ConformanceRule onRestart() {
        return new ConformanceRule(id, severity, needsEvents, true, title);
    }
}

package dev.connectorkit.workbench.conformance;

/**
 * A rule of the protocol. Immutable.
 *
 * @param id as in {@code POLL-01}
 * @param severity the severity of a departure
 * @param needsEvents whether it can be checked only if events can be made
 * @param title the rule, a sentence without a full stop
 */
public record ConformanceRule(String id, Severity severity, boolean needsEvents, String title) {

    static ConformanceRule error(String id, String title) {
        return new ConformanceRule(id, Severity.ERROR, false, title);
    }

    static ConformanceRule warning(String id, String title) {
        return new ConformanceRule(id, Severity.WARNING, false, title);
    }

    ConformanceRule onEvents() {
        return new ConformanceRule(id, severity, true, title);
    }
}

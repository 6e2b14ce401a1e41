package dev.connectorkit.benchmarks;

/** An engine with three orchestrations. Thread-safe. */
interface Subject extends AutoCloseable {

    /** Runs one activity; returns when the orchestration has ended. */
    void hello() throws Exception;

    /** Runs five activities, one after the other; returns when the orchestration has ended. */
    void five() throws Exception;

    /** Raises an event for an orchestration that waits; nanoseconds until its code went on. */
    long event() throws Exception;

    @Override
    void close();

    /** Opens an engine by its name. */
    static Subject open(String name) throws Exception {
        return switch (name) {
            case "temporal" -> new TemporalSubject();
            case "dbos" -> new DbosSubject();
            default -> new ConnectorKitSubject(name);
        };
    }
}

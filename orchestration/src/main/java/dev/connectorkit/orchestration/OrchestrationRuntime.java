package dev.connectorkit.orchestration;

/**
 * A running engine for orchestrations. Code written against this package runs on any implementation;
 * {@link dev.connectorkit.orchestration.embedded.OrchestrationEngine} is the one that runs in the process of its caller.
 * Thread-safe.
 */
public interface OrchestrationRuntime extends AutoCloseable {

    /** Returns the client. It may be used before {@link #start()}: instances that it starts are stored and run later. */
    OrchestrationClient client();

    /**
     * Starts to run stored and new instances. Has no effect on a runtime that is running.
     *
     * @return this runtime
     * @throws IllegalStateException if it is closed
     */
    OrchestrationRuntime start();

    /** Returns the state of the background threads, for readiness probes. Does no I/O. */
    RuntimeHealth health();

    /**
     * Stops. Instances continue when a runtime starts again; activities that are running are interrupted and run again.
     * Idempotent.
     */
    @Override
    void close();
}

package dev.connectorkit.workbench.faults;

import dev.connectorkit.test.RequestInterceptor;

/**
 * A fault of the requests to a connector. Thread-safe.
 *
 * @see RequestFaults for those that there are
 * @see CallbackFaults for faults of the answers to callbacks
 */
public interface Fault extends RequestInterceptor {

    /** Returns the name, as in {@code drop-answer}; the same for equal faults. */
    String name();

    /** Returns the effect, a sentence without a full stop, for people. */
    String title();
}

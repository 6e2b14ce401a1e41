package dev.connectorkit.sdk.action;

import dev.connectorkit.http.problem.Problem;

/**
 * Listener for the operations of actions. It is called after the change was stored, by the process that stored it, on the thread that did,
 * possibly concurrently, and must return quickly. An exception is logged and otherwise ignored. A change that was stored just before a crash
 * may not be reported.
 */
public interface OperationListener {

    /** Called when an operation has been accepted; a repeated request for the same operation is not reported. */
    default void accepted(OperationEvent operation) {}

    /** Called when the work of an operation is about to run; again for each retry. */
    default void started(OperationEvent operation) {}

    /** Called when an operation has ended with a result. */
    default void succeeded(OperationEvent operation) {}

    /** Called when an operation has ended with a problem, the one that its status shows. */
    default void failed(OperationEvent operation, Problem problem) {}

    /** Called when an operation was cancelled by its caller or by an operator. */
    default void cancelled(OperationEvent operation) {}
}

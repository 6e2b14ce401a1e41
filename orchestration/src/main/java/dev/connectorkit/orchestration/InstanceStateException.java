package dev.connectorkit.orchestration;

/** Thrown if the status of an instance does not allow an operation. */
public final class InstanceStateException extends OrchestrationException {

    private static final long serialVersionUID = 1L;

    private final RuntimeStatus status;

    /** Creates the exception of an instance; {@code needed} completes the sentence "Instance x is Running, but". */
    public InstanceStateException(String instanceId, RuntimeStatus status, String needed) {
        super("Instance " + instanceId + " is " + status + ", but " + needed, null);
        this.status = status;
    }

    /** Returns the status of the instance. */
    public RuntimeStatus getStatus() {
        return status;
    }
}

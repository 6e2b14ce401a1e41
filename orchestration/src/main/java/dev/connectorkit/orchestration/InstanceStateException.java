package dev.connectorkit.orchestration;

/** The instance is in a state in which this cannot be done. */
public final class InstanceStateException extends OrchestrationException {

    private static final long serialVersionUID = 1L;

    private final RuntimeStatus status;

    /** With what was asked for. */
    public InstanceStateException(String instanceId, RuntimeStatus status, String needed) {
        super("Instance " + instanceId + " is " + status + ", but " + needed, null);
        this.status = status;
    }

    /** The state it is in. */
    public RuntimeStatus getStatus() {
        return status;
    }
}

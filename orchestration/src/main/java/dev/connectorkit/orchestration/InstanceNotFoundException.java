package dev.connectorkit.orchestration;

/** Thrown if there is no instance of an id. */
public final class InstanceNotFoundException extends OrchestrationException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception of an id. */
    public InstanceNotFoundException(String instanceId) {
        super("There is no instance " + instanceId, null);
    }
}

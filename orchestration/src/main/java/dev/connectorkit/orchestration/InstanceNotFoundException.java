package dev.connectorkit.orchestration;

/** There is no instance of this id. */
public final class InstanceNotFoundException extends OrchestrationException {

    private static final long serialVersionUID = 1L;

    /** For this id. */
    public InstanceNotFoundException(String instanceId) {
        super("There is no instance " + instanceId, null);
    }
}

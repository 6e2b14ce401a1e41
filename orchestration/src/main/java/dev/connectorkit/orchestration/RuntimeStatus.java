package dev.connectorkit.orchestration;

/** The status of an instance. */
public enum RuntimeStatus {
    /** Stored; no turn has run yet. */
    PENDING("Pending"),
    /** Running or waiting. */
    RUNNING("Running"),
    /** Suspended; messages are kept until it is resumed. */
    SUSPENDED("Suspended"),
    /** Ended with its output. */
    COMPLETED("Completed"),
    /** Ended with an exception. */
    FAILED("Failed"),
    /** Ended by a client. */
    TERMINATED("Terminated");

    private final String text;

    RuntimeStatus(String text) {
        this.text = text;
    }

    /** Returns whether no turn will run, unless the instance is rewound or started again. */
    public boolean isFinished() {
        return this == COMPLETED || this == FAILED || this == TERMINATED;
    }

    /**
     * Returns the status of this text.
     *
     * @throws IllegalArgumentException if there is no such status
     */
    public static RuntimeStatus of(String text) {
        for (RuntimeStatus status : values()) {
            if (status.text.equals(text)) {
                return status;
            }
        }
        throw new IllegalArgumentException("No runtime status is called " + text);
    }

    /** Returns the spelling of Durable Functions: {@code Running}. */
    @Override
    public String toString() {
        return text;
    }
}

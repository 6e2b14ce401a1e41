package dev.connectorkit.orchestration;

/** Where an instance stands. */
public enum RuntimeStatus {
    /** Started, or to be started at a later time; nothing has run yet. */
    PENDING("Pending"),
    /** Under way or waiting. */
    RUNNING("Running"),
    /** Stopped for a while; what comes is kept. */
    SUSPENDED("Suspended"),
    /** Ended with its output. */
    COMPLETED("Completed"),
    /** Ended by an exception. */
    FAILED("Failed"),
    /** Ended from outside. */
    TERMINATED("Terminated");

    private final String text;

    RuntimeStatus(String text) {
        this.text = text;
    }

    /** Whether nothing more will happen, unless it is rewound or started again. */
    public boolean isFinished() {
        return this == COMPLETED || this == FAILED || this == TERMINATED;
    }

    /** The status of this text. */
    public static RuntimeStatus of(String text) {
        for (RuntimeStatus status : values()) {
            if (status.text.equals(text)) {
                return status;
            }
        }
        throw new IllegalArgumentException("No runtime status is called " + text);
    }

    /** As Durable Functions writes it: {@code Running}. */
    @Override
    public String toString() {
        return text;
    }
}

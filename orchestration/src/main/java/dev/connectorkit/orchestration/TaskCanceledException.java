package dev.connectorkit.orchestration;

/** The awaited task was cancelled, or its time is over. */
public final class TaskCanceledException extends TaskFailedException {

    private static final long serialVersionUID = 1L;

    /** With what happened to the task of this name. */
    public TaskCanceledException(String message, String taskName) {
        super(message, taskName, new FailureDetails(TaskCanceledException.class.getName(), message, null, null, true));
    }
}

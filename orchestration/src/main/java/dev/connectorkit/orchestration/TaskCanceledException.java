package dev.connectorkit.orchestration;

/** Thrown if an awaited task was cancelled or timed out. */
public final class TaskCanceledException extends TaskFailedException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception of a task. */
    public TaskCanceledException(String message, String taskName) {
        super(message, taskName, new FailureDetails(TaskCanceledException.class.getName(), message, null, null, true));
    }
}

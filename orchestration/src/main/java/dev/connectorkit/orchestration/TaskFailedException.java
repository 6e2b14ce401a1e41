package dev.connectorkit.orchestration;

/** Thrown if an awaited activity or sub-orchestration failed. */
public class TaskFailedException extends OrchestrationException {

    private static final long serialVersionUID = 1L;

    private final String taskName;
    private final transient FailureDetails details;

    /** Creates the exception of an activity or orchestration. */
    public TaskFailedException(String taskName, FailureDetails details) {
        this("Task " + taskName + " failed with " + details, taskName, details);
    }

    TaskFailedException(String message, String taskName, FailureDetails details) {
        super(message, null);
        this.taskName = taskName;
        this.details = details;
    }

    /** Returns the name of the activity, sub-orchestration, timer or event. */
    public String getTaskName() {
        return taskName;
    }

    /** Returns the failure of the task. */
    public FailureDetails getErrorDetails() {
        return details;
    }
}

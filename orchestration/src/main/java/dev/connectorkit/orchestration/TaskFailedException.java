package dev.connectorkit.orchestration;

/** An activity or sub-orchestration failed; its orchestration may catch this. */
public class TaskFailedException extends OrchestrationException {

    private static final long serialVersionUID = 1L;

    private final String taskName;
    private final transient FailureDetails details;

    /** The failure of the activity or orchestration of this name. */
    public TaskFailedException(String taskName, FailureDetails details) {
        this("Task " + taskName + " failed with " + details, taskName, details);
    }

    TaskFailedException(String message, String taskName, FailureDetails details) {
        super(message, null);
        this.taskName = taskName;
        this.details = details;
    }

    /** The activity, sub-orchestration, timer or event. */
    public String getTaskName() {
        return taskName;
    }

    /** What was thrown there. */
    public FailureDetails getErrorDetails() {
        return details;
    }
}

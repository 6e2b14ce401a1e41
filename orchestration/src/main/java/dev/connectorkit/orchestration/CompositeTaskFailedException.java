package dev.connectorkit.orchestration;

import java.util.List;

/** Thrown if tasks of {@link TaskOrchestrationContext#allOf(List)} failed; the others have completed. */
public final class CompositeTaskFailedException extends TaskFailedException {

    private static final long serialVersionUID = 1L;

    private final transient List<Exception> exceptions;

    /** Creates the exception of at least one failure, in the order of the tasks. */
    public CompositeTaskFailedException(int tasks, List<Exception> exceptions) {
        this(tasks, exceptions, FailureDetails.of(exceptions.get(0)));
    }

    private CompositeTaskFailedException(int tasks, List<Exception> exceptions, FailureDetails first) {
        super(
                exceptions.size() + " of " + tasks + " tasks failed, the first with: "
                        + (first.errorMessage().isEmpty() ? first.errorType() : first.errorMessage()),
                "allOf",
                first);
        this.exceptions = List.copyOf(exceptions);
    }

    /** Returns the failures, in the order of the tasks. */
    public List<Exception> getExceptions() {
        return exceptions;
    }
}

package dev.connectorkit.orchestration;

import java.util.List;

/** Some of the tasks of {@link TaskOrchestrationContext#allOf(List)} failed; the others have completed. */
public final class CompositeTaskFailedException extends TaskFailedException {

    private static final long serialVersionUID = 1L;

    private final transient List<Exception> exceptions;

    /** With the failures, in the order of the tasks; there is at least one. */
    public CompositeTaskFailedException(int tasks, List<Exception> exceptions) {
        super(
                exceptions.size() + " of " + tasks + " tasks failed, the first with: "
                        + exceptions.get(0).getMessage(),
                "allOf",
                FailureDetails.of(exceptions.get(0)));
        this.exceptions = List.copyOf(exceptions);
    }

    /** The failures, in the order of the tasks. */
    public List<Exception> getExceptions() {
        return exceptions;
    }
}

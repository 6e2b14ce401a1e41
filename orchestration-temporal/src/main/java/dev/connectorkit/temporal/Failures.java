package dev.connectorkit.temporal;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.InstanceStateException;
import io.grpc.StatusRuntimeException;
import io.temporal.api.failure.v1.ApplicationFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TerminatedFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Converts failures: the details travel as JSON in an application failure of their type and message. */
final class Failures {

    private Failures() {}

    /** Returns the failure to throw in a workflow or to report for an activity; Temporal does not retry it. */
    static ApplicationFailure toTemporal(FailureDetails details) {
        return ApplicationFailure.newNonRetryableFailure(
                details.errorMessage(), details.errorType(), Wire.object(details));
    }

    /** Returns the details of the failure of an activity or child workflow. */
    static FailureDetails ofTask(Throwable thrown, String task) {
        Throwable failure = thrown;
        while ((failure instanceof ActivityFailure || failure instanceof ChildWorkflowFailure)
                && failure.getCause() != null) {
            failure = failure.getCause();
        }
        if (failure instanceof ApplicationFailure application) {
            String json = application.getDetails().getSize() == 0
                    ? null
                    : Wire.text(application.getDetails().get(0, RawValue.class));
            return of(json, application.getType(), application.getOriginalMessage());
        }
        if (failure instanceof TerminatedFailure) {
            return notRetriable("Terminated", "Sub-orchestration " + task + " was terminated");
        }
        if (failure instanceof WorkflowExecutionAlreadyStarted taken) {
            return notRetriable(
                    InstanceStateException.class.getName(),
                    "Instance " + taken.getExecution().getWorkflowId()
                            + " exists and is running; a sub-orchestration needs an id that is not in use");
        }
        return FailureDetails.of(failure);
    }

    /** Returns the details of the failure of a workflow in its history. */
    static FailureDetails ofEvent(Failure failure, Wire wire) {
        Failure root = failure;
        while (!root.hasApplicationFailureInfo() && root.hasCause()) {
            root = root.getCause();
        }
        ApplicationFailureInfo info = root.getApplicationFailureInfo();
        String json = info.hasDetails() ? wire.first(info.getDetails()) : null;
        String type = info.getType().isEmpty() ? "io.temporal.failure.TemporalFailure" : info.getType();
        return of(json, type, root.getMessage());
    }

    /** Returns the details of a failure without an exception. */
    static FailureDetails notRetriable(String type, String message) {
        return new FailureDetails(type, message, null, null, true);
    }

    private static FailureDetails of(@Nullable String json, String type, @Nullable String message) {
        if (json != null && json.contains("\"errorType\"")) {
            return Wire.parsed(json, FailureDetails.class);
        }
        return new FailureDetails(type, message == null ? "" : message, null, null, false);
    }

    /** Returns the exception of a server that refuses to be used. */
    static UncheckedIOException unusable(String server, StatusRuntimeException e) {
        Throwable cause = e.getCause();
        String message =
                server + " cannot be used: " + e.getMessage() + (cause == null ? "" : ": " + cause.getMessage());
        return new UncheckedIOException(message, new IOException(e));
    }
}

package dev.connectorkit.temporal;

import dev.connectorkit.orchestration.InstanceNotFoundException;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.RuntimeStatus;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waits for states of instances. Thread-safe. */
record InstanceWaits(Server server, Statuses statuses) {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final long LONGEST_POLL_MILLIS = 20_000;
    private static final Duration LONGEST_WAIT = Duration.ofDays(3650);
    private static final Duration BRIEFLY = Duration.ofSeconds(20);

    /** Waits for the end of the newest run of an instance and of those that continue it. */
    OrchestrationStatus forEnd(String id, @Nullable Duration timeout) throws TimeoutException {
        long deadline = deadline(timeout);
        try {
            WorkflowExecution run = newest(id).getExecution();
            while (true) {
                long left = Math.min(millisUntil(deadline), LONGEST_POLL_MILLIS);
                Optional<HistoryEvent> end = server.closeEvent(run, Math.max(1, left));
                if (end.isEmpty() && millisUntil(deadline) <= 0) {
                    throw new TimeoutException("Instance " + id + " did not finish within " + timeout);
                }
                if (end.isPresent()) {
                    String next = continuation(end.get());
                    if (next.isEmpty()) {
                        return statuses.status(server.describe(id, run.getRunId())
                                .orElseThrow(() -> new InstanceNotFoundException(id))
                                .getWorkflowExecutionInfo());
                    }
                    run = Server.execution(id, next);
                }
            }
        } catch (StatusRuntimeException e) {
            throw interrupted(id, e);
        }
    }

    private WorkflowExecutionInfo newest(String id) {
        return server.describe(id, null)
                .orElseThrow(() -> new InstanceNotFoundException(id))
                .getWorkflowExecutionInfo();
    }

    /** Returns the end of the wait of an interrupted thread, whose calls are canceled; throws any other failure. */
    private static TimeoutException interrupted(String id, StatusRuntimeException failure) {
        if (Thread.currentThread().isInterrupted()) {
            return new TimeoutException("Interrupted while waiting for instance " + id);
        }
        throw failure;
    }

    private static String continuation(HistoryEvent end) {
        return end.hasWorkflowExecutionContinuedAsNewEventAttributes()
                ? end.getWorkflowExecutionContinuedAsNewEventAttributes().getNewExecutionRunId()
                : "";
    }

    /** Waits until an instance has one of these states. */
    OrchestrationStatus forState(String id, @Nullable Duration timeout, Predicate<RuntimeStatus> states)
            throws TimeoutException {
        long deadline = deadline(timeout);
        try {
            while (true) {
                WorkflowExecutionInfo info = newest(id);
                if (states.test(Statuses.of(info, server.wire()))) {
                    return statuses.status(info);
                }
                if (millisUntil(deadline) <= 0) {
                    throw new TimeoutException("Instance " + id + " did not start within " + timeout);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (StatusRuntimeException e) {
            throw interrupted(id, e);
        }
    }

    /** Waits for a state that a worker sets, unless none runs. */
    void briefly(String id, Predicate<RuntimeStatus> states) {
        try {
            OrchestrationStatus unused = forState(id, BRIEFLY, status -> status.isFinished() || states.test(status));
        } catch (TimeoutException | InstanceNotFoundException e) {
            // The signal is stored; a worker handles it when it starts.
        }
    }

    private static long deadline(@Nullable Duration timeout) {
        return timeout == null || timeout.isNegative() || timeout.compareTo(LONGEST_WAIT) > 0
                ? Long.MAX_VALUE
                : System.nanoTime() + timeout.toNanos();
    }

    private static long millisUntil(long deadline) {
        return deadline == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }
}

package dev.connectorkit.temporal;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.InstanceEvent;
import dev.connectorkit.orchestration.OrchestrationListener;
import dev.connectorkit.orchestration.RegisteredOrchestration;
import dev.connectorkit.orchestration.runtime.EventWaits;
import io.temporal.common.converter.EncodedValues;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.DynamicWorkflow;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Runs an orchestration as a workflow whose type is the name of the orchestration. */
final class OrchestrationWorkflow implements DynamicWorkflow {

    private final Shared shared;

    OrchestrationWorkflow(Shared shared) {
        this.shared = shared;
    }

    @Override
    public Object execute(EncodedValues arguments) {
        String input = arguments.getSize() == 0 ? null : Wire.text(arguments.get(0, RawValue.class));
        String json = arguments.getSize() < 2 ? null : Wire.text(arguments.get(1, RawValue.class));
        RunDetails details = json == null ? RunDetails.NONE : Wire.parsed(json, RunDetails.class);
        OrchestrationRun run = new OrchestrationRun();
        EventWaits waits = new EventWaits();
        Mailbox mailbox = new Mailbox(run, waits, details);
        begin(run, mailbox, details);
        WorkflowContext context = new WorkflowContext(shared, run, waits, input, details);
        try {
            String output = call(context, input);
            if (!run.hasEnded()) {
                run.settle();
                announce(OrchestrationListener::completed);
                return Wire.raw(output);
            }
        } catch (Throwable thrown) {
            if (!run.hasEnded()) {
                throw failed(run, thrown);
            }
        }
        run.settle();
        continueAsNew(run, mailbox, context, details);
        return Wire.raw(null);
    }

    private void begin(OrchestrationRun run, Mailbox mailbox, RunDetails details) {
        run.suspended(details.suspended());
        Workflow.registerListener(mailbox);
        long delay = details.startAt() - Workflow.currentTimeMillis();
        if (delay > 0) {
            Workflow.sleep(Duration.ofMillis(delay));
        }
        run.awaitResumed();
        Workflow.upsertMemo(Memo.of(Memo.STATE, Memo.RUNNING));
        if (Workflow.getInfo().getContinuedExecutionRunId().isEmpty()) {
            announce(OrchestrationListener::started);
        }
    }

    private @Nullable String call(WorkflowContext context, @Nullable String input) throws Exception {
        RegisteredOrchestration<?, ?> code = shared.orchestrations().orchestration(context.getName());
        if (code == null) {
            throw Failures.toTemporal(Failures.notRetriable(
                    "UnknownOrchestration",
                    "No orchestration " + context.getName() + " is registered here; known are "
                            + shared.orchestrations().orchestrationNames() + ". Register it and rewind the instance"));
        }
        return shared.payloads().run(code, context, input);
    }

    /** Returns the failure of the workflow; what unwinds its thread is thrown as it is. */
    private RuntimeException failed(OrchestrationRun run, Throwable thrown) {
        if (OrchestrationRun.isUnwinding(thrown)) {
            throw (Error) thrown;
        }
        run.settle();
        if (thrown instanceof io.temporal.failure.ApplicationFailure known) {
            return known;
        }
        FailureDetails details = FailureDetails.of(thrown);
        announce((listener, instance) -> listener.failed(instance, details));
        return Failures.toTemporal(details);
    }

    private static void continueAsNew(
            OrchestrationRun run, Mailbox mailbox, WorkflowContext context, RunDetails details) {
        WorkflowContext.Continued next = context.continued();
        if (next == null) {
            throw new IllegalStateException("A run ended without a result");
        }
        List<RunDetails.Carried> events = next.keepsEvents() ? mailbox.rest() : List.of();
        RunDetails again =
                new RunDetails(details.version(), 0, run.isSuspended(), events, mailbox.keys(), context.customStatus());
        Map<String, Object> memo = new HashMap<>();
        for (String key : List.of(Memo.VERSION, Memo.TAGS, Memo.CREATED_AT, Memo.CUSTOM_STATUS)) {
            Object value = Workflow.getMemo(key, RawValue.class);
            if (value != null) {
                memo.put(key, value);
            }
        }
        Memo.putInput(memo, next.input());
        memo.put(Memo.STATE, Wire.raw(run.isSuspended() ? Memo.SUSPENDED : Memo.RUNNING));
        Workflow.continueAsNew(
                ContinueAsNewOptions.newBuilder().setMemo(memo).build(), Wire.raw(next.input()), Wire.object(again));
    }

    private void announce(BiConsumer<OrchestrationListener, InstanceEvent> event) {
        if (WorkflowUnsafe.isReplaying()) {
            return;
        }
        RawValue created = (RawValue) Workflow.getMemo(Memo.CREATED_AT, RawValue.class);
        String text = Wire.text(created);
        long since = text == null ? Workflow.getInfo().getRunStartedTimestampMillis() : Long.parseLong(text);
        InstanceEvent instance = new InstanceEvent(
                Workflow.getInfo().getWorkflowId(),
                Workflow.getInfo().getWorkflowType(),
                Duration.ofMillis(Math.max(0, Workflow.currentTimeMillis() - since)));
        shared.announce(listener -> event.accept(listener, instance));
    }
}

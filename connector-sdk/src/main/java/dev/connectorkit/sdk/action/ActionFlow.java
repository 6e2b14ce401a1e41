package dev.connectorkit.sdk.action;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.Orchestration;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RawJson;
import dev.connectorkit.orchestration.RetryPolicy;
import dev.connectorkit.orchestration.TaskFailedException;
import dev.connectorkit.orchestration.TaskOptions;
import dev.connectorkit.orchestration.TaskOrchestrationContext;
import dev.connectorkit.orchestration.TypeRef;
import dev.connectorkit.sdk.durable.OrchestrationService;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The orchestration of an operation, whose instance id ends in the operation's: the work or the author's orchestration, then an activity
 * that stores the result.
 */
final class ActionFlow implements Orchestration<String, String> {

    private static final TaskOptions UNTIL_WRITTEN = new TaskOptions(new RetryPolicy(20, Duration.ofSeconds(1))
            .withBackoffCoefficient(2)
            .withMaxRetryInterval(Duration.ofMinutes(1)));
    private static final String DELEGATE = "-work";
    private static final String WRITTEN = "written";

    private final ActionDefinition<?, ?> action;

    private ActionFlow(ActionDefinition<?, ?> action) {
        this.action = action;
    }

    /** Returns the name of an action's orchestration. */
    static String nameOf(ActionDefinition<?, ?> action) {
        return OrchestrationService.INTERNAL + action.name();
    }

    /** Returns the instance that runs an operation. */
    static String instanceOf(String operationId) {
        return OrchestrationService.INTERNAL + operationId;
    }

    private static String operationOf(String instanceId) {
        return instanceId.substring(OrchestrationService.INTERNAL.length());
    }

    /** Returns the instance of the author's orchestration that does the work of an operation. */
    static String delegateOf(String operationId) {
        return operationId + DELEGATE;
    }

    /** Registers the orchestration and the activities of an action. */
    static void register(Orchestrations registry, ActionDefinition<?, ?> action, Steps steps) {
        String name = nameOf(action);
        registry.register(name, String.class, String.class, new ActionFlow(action));
        registry.registerActivity(
                name + ":begin",
                String.class,
                String.class,
                (context, none) -> steps.begin(operationOf(context.instanceId())));
        registry.registerActivity(
                name + ":work",
                String.class,
                String.class,
                (context, none) -> steps.work(operationOf(context.instanceId())));
        registry.registerActivity(name + ":end", Ending.class, String.class, (context, ending) -> {
            steps.end(operationOf(context.instanceId()), ending);
            return WRITTEN;
        });
    }

    /** Returns a word on the end, for people who look at instances. */
    @Override
    public String run(TaskOrchestrationContext context, String none) {
        Ending ending;
        try {
            ending = action.orchestration() == null ? work(context) : delegate(context, action.orchestration());
        } catch (TaskFailedException e) {
            ending = new Ending(null, e.getErrorDetails());
        }
        if (ending == null) {
            return "cancelled";
        }
        context.callActivity(nameOf(action) + ":end", ending, UNTIL_WRITTEN).await();
        return ending.failure() == null ? "succeeded" : "failed";
    }

    private @Nullable Ending work(TaskOrchestrationContext context) {
        String result = context.callActivity(nameOf(action) + ":work", null, action.retry(), String.class)
                .await();
        return result.equals(Steps.NOT_RUNNING) ? null : new Ending(result, null);
    }

    private @Nullable Ending delegate(TaskOrchestrationContext context, String orchestration) {
        String input =
                context.callActivity(nameOf(action) + ":begin", String.class).await();
        if (input.equals(Steps.NOT_RUNNING)) {
            return null;
        }
        TaskOptions options = TaskOptions.NONE.withInstanceId(delegateOf(operationOf(context.getInstanceId())));
        context.callSubOrchestrator(orchestration, new RawJson(input), options, TypeRef.of(Void.class))
                .await();
        return new Ending(null, null);
    }

    /** The activities. */
    interface Steps {

        /** Stands in place of JSON if the operation is no longer running. */
        String NOT_RUNNING = "";

        /** Returns the input as JSON. */
        String begin(String operationId);

        /** Does the work and returns the result as JSON. */
        String work(String operationId) throws Exception;

        /** Stores the end. */
        void end(String operationId, Ending ending);
    }

    /**
     * The end of the work.
     *
     * @param result as JSON; null if it failed, or an orchestration has it as its output
     * @param failure null if it did not fail
     */
    record Ending(@Nullable String result, @Nullable FailureDetails failure) {}
}

package dev.connectorkit.temporal;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.NonRetriableException;
import dev.connectorkit.orchestration.RegisteredActivity;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.DynamicActivity;
import io.temporal.common.converter.EncodedValues;
import io.temporal.common.converter.RawValue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs an activity under its name. Thread-safe. */
final class OrchestrationActivity implements DynamicActivity {

    private final Shared shared;
    private final ScheduledExecutorService watch;
    private final BooleanSupplier closing;

    OrchestrationActivity(Shared shared, ScheduledExecutorService watch, BooleanSupplier closing) {
        this.shared = shared;
        this.watch = watch;
        this.closing = closing;
    }

    @Override
    public Object execute(EncodedValues arguments) {
        ActivityExecutionContext temporal = Activity.getExecutionContext();
        String json = arguments.getSize() == 0 ? null : Wire.text(arguments.get(0, RawValue.class));
        String second = arguments.getSize() < 2 ? null : Wire.text(arguments.get(1, RawValue.class));
        ActivityDetails details = second == null
                ? new ActivityDetails(
                        temporal.getInfo().getWorkflowRunId() + "-"
                                + temporal.getInfo().getActivityId(),
                        0,
                        0)
                : Wire.parsed(second, ActivityDetails.class);
        ActivityRun run = new ActivityRun(temporal.getInfo(), details, temporal.useLocalManualCompletion(), closing);
        run.watch(watch, shared.lease());
        try {
            run.completed(call(run, json));
        } catch (Throwable thrown) {
            run.failed(FailureDetails.of(thrown));
        } finally {
            run.left();
        }
        return Wire.raw(null); // the run reports its end itself
    }

    private @Nullable String call(ActivityRun run, @Nullable String json) throws Exception {
        RegisteredActivity<?, ?> code = shared.orchestrations().activity(run.name());
        if (code == null) {
            throw new NonRetriableException("No activity " + run.name() + " is registered here; known are "
                    + shared.orchestrations().activityNames());
        }
        return shared.payloads().run(code, run, json);
    }

    /** Returns an executor that watches the time of activities. */
    static ScheduledExecutorService newWatch() {
        return Executors.newScheduledThreadPool(1, task -> {
            Thread thread = new Thread(task, "connectorkit-temporal");
            thread.setDaemon(true);
            return thread;
        });
    }
}

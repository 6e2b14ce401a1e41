package dev.connectorkit.server;

import dev.connectorkit.orchestration.Task;
import dev.connectorkit.orchestration.TaskFailedException;
import dev.connectorkit.orchestration.TaskOrchestrationContext;
import java.time.Duration;

/** Does one of each, so that every kind of row is in its history; ends with the event End. */
final class Everything {

    String run(TaskOrchestrationContext ctx, String input) {
        String hello = ctx.callActivity("SayHello", input, String.class).await();
        ctx.callSubOrchestrator("Echo", hello, String.class).await();
        try {
            ctx.callActivity("Fragile", input, String.class).await();
        } catch (TaskFailedException e) {
            ctx.setCustomStatus("one failed");
        }
        ctx.createTimer(Duration.ZERO).await();
        Task<Void> never = ctx.createTimer(Duration.ofDays(1));
        Task<Object> open = ctx.callSubOrchestrator("Wait", null, Object.class);
        ctx.callActivity("Endless", input, Object.class);
        ctx.sendEvent("somebody", "Hello", hello);
        String last = ctx.waitForExternalEvent("End", String.class).await();
        return last + open.isDone() + never.isDone();
    }
}

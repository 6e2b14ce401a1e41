package dev.connectorkit.docs;

import dev.connectorkit.orchestration.CompositeTaskFailedException;
import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RetryPolicy;
import dev.connectorkit.orchestration.Task;
import dev.connectorkit.orchestration.TaskCanceledException;
import dev.connectorkit.orchestration.TaskFailedException;
import dev.connectorkit.orchestration.TaskOptions;
import dev.connectorkit.orchestration.TaskOrchestrationContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Orchestrators as they are written for Durable Functions in Java, after their imports were changed. A comment marks each line
 * that is different.
 */
final class DurableFunctionsPort {

    private DurableFunctionsPort() {}

    // tag::register[]
    static void register(Orchestrations orchestrations) {
        orchestrations
                .register("GreetCities", Object.class, String.class, (ctx, input) -> greetCities(ctx))
                .register("CountWords", Object.class, Integer.class, (ctx, input) -> countWords(ctx))
                .register("WatchJob", Object.class, String.class, (ctx, input) -> watchJob(ctx))
                .register("Approve", Object.class, String.class, (ctx, input) -> approve(ctx))
                .register("VerifyPhone", Object.class, Boolean.class, (ctx, input) -> verifyPhone(ctx))
                .register("Transfer", Object.class, String.class, (ctx, input) -> transfer(ctx))
                .register("Convert", Object.class, String.class, (ctx, input) -> convert(ctx))
                .register("Ship", Object.class, Void.class, (ctx, input) -> {
                    ship(ctx);
                    return null;
                })
                .register("CleanUp", Object.class, Void.class, (ctx, input) -> {
                    cleanUp(ctx);
                    return null;
                });
    }
    // end::register[]

    static String greetCities(TaskOrchestrationContext ctx) {
        String result = ctx.callActivity("Greet", "Busan", String.class).await();
        result += ", " + ctx.callActivity("Greet", "Jeju", String.class).await();
        return result;
    }

    static int countWords(TaskOrchestrationContext ctx) {
        List<?> pages = ctx.callActivity("ListPages", List.class).await();
        List<Task<Integer>> counts = pages.stream()
                .map(page -> ctx.callActivity("CountWords", page, Integer.class))
                .collect(Collectors.toList());
        try {
            return ctx.allOf(counts).await().stream().reduce(0, Integer::sum);
        } catch (CompositeTaskFailedException e) {
            ctx.setCustomStatus(e.getExceptions().size() + " pages could not be read");
            throw e;
        }
    }

    static String watchJob(TaskOrchestrationContext ctx) {
        String job = ctx.getInput(String.class);
        Instant end = ctx.getCurrentInstant().plus(Duration.ofHours(2));
        while (ctx.getCurrentInstant().isBefore(end)) {
            String state = ctx.callActivity("JobState", job, String.class).await();
            if (state.equals("done")) {
                return state;
            }
            ctx.createTimer(Duration.ofMinutes(10)).await();
        }
        return "late";
    }

    // tag::approve[]
    static String approve(TaskOrchestrationContext ctx) {
        ctx.callActivity("AskForApproval", ctx.getInstanceId()).await();
        try {
            boolean approved = ctx.waitForExternalEvent("Approval", Duration.ofHours(72), boolean.class)
                    .await();
            return approved ? "approved" : "denied";
        } catch (TaskCanceledException e) {
            ctx.callActivity("Escalate").await();
            return "escalated";
        }
    }

    // end::approve[]

    static Boolean verifyPhone(TaskOrchestrationContext ctx) {
        int code = ctx.callActivity("E4_SendSmsChallenge", ctx.getInput(String.class), Integer.class)
                .await();
        Task<Void> timer = ctx.createTimer(Duration.ofSeconds(90));
        for (int attempt = 0; attempt <= 3; attempt++) {
            Task<Integer> response = ctx.waitForExternalEvent("SmsChallengeResponse", Integer.class);
            Task<?> winner = ctx.anyOf(response, timer).await();
            if (winner == timer) {
                return false;
            }
            if (response.await() == code) {
                return true;
            }
        }
        return false;
    }

    static String transfer(TaskOrchestrationContext ctx) {
        RetryPolicy policy = new RetryPolicy(3, Duration.ofSeconds(5))
                .withBackoffCoefficient(2.0) // was: policy.setBackoffCoefficient(2.0);
                .withMaxRetryInterval(Duration.ofMinutes(1)); // was: policy.setMaxRetryInterval(Duration.ofMinutes(1));
        TaskOptions options = new TaskOptions(policy);
        ctx.callActivity("Debit", 100, options).await();
        try {
            return ctx.callActivity("Credit", 100, options, String.class).await();
        } catch (TaskFailedException e) {
            FailureDetails details = e.getErrorDetails();
            ctx.callActivity("Refund", 100, options).await();
            return details.getErrorType() + ": " + details.getErrorMessage();
        }
    }

    static String convert(TaskOrchestrationContext ctx) {
        TaskOptions options =
                new TaskOptions(new RetryPolicy(3, Duration.ofMillis(1)) // was: new TaskOptions(retry -> ...)
                        .retryIf(failure -> !failure.isCausedBy(IllegalArgumentException.class)));
        return ctx.callActivity("Convert", null, options, String.class).await();
    }

    static void ship(TaskOrchestrationContext ctx) {
        Task<Void> paid = ctx.waitForExternalEvent("Paid");
        Task<Void> packed = ctx.waitForExternalEvent("Packed");
        ctx.allOf(paid, packed).await();
        String label = ctx.callSubOrchestrator("PrintLabel", ctx.newUUID(), String.class)
                .await();
        ctx.callActivity("HandOver", label).await();
    }

    static void cleanUp(TaskOrchestrationContext ctx) {
        if (!ctx.getIsReplaying()) {
            ctx.setCustomStatus("cleaning");
        }
        ctx.callActivity("CleanUp").await();
        ctx.createTimer(ctx.getCurrentInstant().atZone(ZoneOffset.UTC).plusHours(1))
                .await();
        ctx.continueAsNew(null);
    }
}

package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.testing.OrchestrationTester;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Orchestrators as they are written for Durable Functions for Java: methods that take the context, with the calls of its API. */
@NullUnmarked // as users without null checks write
class DurableFunctionsCodeTest {

    record Job(String id, Instant expires, Duration pollingDelay) {}

    private static String chaining(TaskOrchestrationContext ctx) {
        String result = "";
        result += ctx.callActivity("SayHello", "Tokyo", String.class).await() + ", ";
        result += ctx.callActivity("SayHello", "London", String.class).await() + ", ";
        result += ctx.callActivity("SayHello", "Seattle", String.class).await();
        return result;
    }

    private static Integer fanOutFanIn(TaskOrchestrationContext ctx) {
        List<?> batch = ctx.callActivity("Items", List.class).await();
        List<Task<Integer>> parallelTasks = batch.stream()
                .map(item -> ctx.callActivity("Weigh", item, Integer.class))
                .collect(Collectors.toList());
        List<Integer> results = ctx.allOf(parallelTasks).await();
        return results.stream().reduce(0, Integer::sum);
    }

    private static Void monitor(TaskOrchestrationContext ctx) {
        Job job = ctx.getInput(Job.class);
        while (ctx.getCurrentInstant().compareTo(job.expires()) < 0) {
            String status =
                    ctx.callActivity("GetJobStatus", job.id(), String.class).await();
            if (status.equals("Completed")) {
                ctx.callActivity("SendAlert", job.id()).await();
                break;
            }
            ctx.createTimer(job.pollingDelay()).await();
        }
        return null;
    }

    private static String approval(TaskOrchestrationContext ctx) {
        String request = ctx.getInput(String.class);
        ctx.callActivity("RequestApproval", request).await();
        try {
            boolean approved = ctx.waitForExternalEvent("ApprovalEvent", Duration.ofDays(3), boolean.class)
                    .await();
            return approved ? "approved" : "rejected";
        } catch (TaskCanceledException timeout) {
            ctx.callActivity("Escalate", request).await();
            return "escalated";
        }
    }

    private static Void retrying(TaskOrchestrationContext ctx) {
        RetryPolicy policy = new RetryPolicy(3, Duration.ofSeconds(5));
        TaskOptions options = new TaskOptions(policy);
        ctx.callActivity("Flaky", options).await();
        return null;
    }

    private static String delivering(TaskOrchestrationContext ctx) {
        TaskOptions options = new TaskOptions(new RetryPolicy(2, Duration.ofSeconds(1)));
        ZonedDateTime tomorrow = ctx.getCurrentInstant().atZone(ZoneOffset.UTC).plusDays(1);
        ctx.createTimer(tomorrow).await();
        List<String> heard = new ArrayList<>();
        Task<Void> accepted = ctx.callSubOrchestrator("Chaining", null, null, options, String.class)
                .thenAccept(heard::add);
        accepted.await();
        ctx.callSubOrchestrator("Retrying", null, "own-id", options).await();
        try {
            ctx.callActivity("Refuse").await();
        } catch (TaskFailedException e) {
            FailureDetails details = e.getErrorDetails();
            heard.add(details.getErrorType());
            heard.add(details.getErrorMessage());
            heard.add(String.valueOf(details.isNonRetriable()));
            heard.add(details.getStackTrace() == null ? "no trace" : "trace");
        }
        return String.join("|", heard);
    }

    private int polls;

    private OrchestrationTester tester() {
        Orchestrations orchestrations = Orchestrations.create()
                .register("Chaining", Void.class, String.class, (ctx, in) -> chaining(ctx))
                .register("FanOutFanIn", Void.class, Integer.class, (ctx, in) -> fanOutFanIn(ctx))
                .register("Monitor", Job.class, Void.class, (ctx, in) -> monitor(ctx))
                .register("Approval", String.class, String.class, (ctx, in) -> approval(ctx))
                .register("Delivering", Void.class, String.class, (ctx, in) -> delivering(ctx))
                .register("Retrying", Void.class, Void.class, (ctx, in) -> retrying(ctx));
        return OrchestrationTester.of(orchestrations)
                .activity("SayHello", city -> "Hello " + city + "!")
                .activity("Items", in -> List.of("a", "bb", "ccc"))
                .activity("Weigh", item -> String.valueOf(item).length())
                .activity("GetJobStatus", id -> ++polls < 4 ? "Running" : "Completed")
                .activity("SendAlert", id -> null)
                .activity("RequestApproval", request -> null)
                .activity("Escalate", request -> null)
                .activity("Refuse", in -> {
                    throw new NonRetriableException("no");
                })
                .activity("Flaky", in -> {
                    if (++polls < 3) {
                        throw new IllegalStateException("again");
                    }
                    return null;
                });
    }

    @Test
    void chainsActivities() {
        OrchestrationTester tester = tester();

        assertThat(tester.output(tester.start("Chaining", null), String.class))
                .isEqualTo("Hello Tokyo!, Hello London!, Hello Seattle!");
    }

    @Test
    void fansOutAndIn() {
        OrchestrationTester tester = tester();

        assertThat(tester.output(tester.start("FanOutFanIn", null), Integer.class))
                .isEqualTo(6);
    }

    @Test
    void monitorsAJob() {
        OrchestrationTester tester = tester();
        String id = tester.start(
                "Monitor", new Job("j", OrchestrationTester.START.plusSeconds(3600), Duration.ofMinutes(5)));
        tester.advance(Duration.ofMinutes(15));

        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.COMPLETED);
        assertThat(tester.activityCalls()).hasSize(5).endsWith("SendAlert");
    }

    @Test
    void waitsForAPersonAndEscalates() {
        OrchestrationTester tester = tester();
        String answered = tester.start("Approval", "holiday");
        String forgotten = tester.start("Approval", "holiday");
        tester.raiseEvent(answered, "ApprovalEvent", true).advance(Duration.ofDays(3));

        assertThat(tester.output(answered, String.class)).isEqualTo("approved");
        assertThat(tester.output(forgotten, String.class)).isEqualTo("escalated");
    }

    @Test
    void triesAgain() {
        OrchestrationTester tester = tester();
        String id = tester.start("Retrying", null);
        tester.advance(Duration.ofSeconds(10));

        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.COMPLETED);
        assertThat(tester.activityCalls()).containsExactly("Flaky", "Flaky", "Flaky");
    }

    @Test
    void callsOtherOrchestratorsAndLooksIntoFailures() {
        OrchestrationTester tester = tester();
        String id = tester.start("Delivering", null);
        tester.advance(Duration.ofDays(1)).advance(Duration.ofSeconds(10));

        assertThat(tester.output(id, String.class))
                .isEqualTo("Hello Tokyo!, Hello London!, Hello Seattle!|" + NonRetriableException.class.getName()
                        + "|no|true|trace");
        assertThat(tester.status("own-id").runtimeStatus()).isEqualTo(RuntimeStatus.COMPLETED);
    }
}

package dev.connectorkit.orchestration.contract;

import dev.connectorkit.orchestration.InstanceQuery;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.Task;
import dev.connectorkit.orchestration.TaskOptions;
import dev.connectorkit.orchestration.TaskOrchestrationContext;
import dev.connectorkit.orchestration.TypeRef;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;

/** Calls with null where a value is needed. */
@NullUnmarked // as users without null checks write
public final class NullCalls {

    private NullCalls() {}

    /** Returns the calls of a client that are not refused with a clear error. */
    public static List<String> accepted(OrchestrationClient client) {
        Map<String, Function<OrchestrationClient, Object>> calls = new TreeMap<>();
        clients()
                .forEach((name, call) -> calls.put(name, each -> {
                    call.accept(each);
                    return null;
                }));
        return accepted(calls, client);
    }

    /** Returns the calls of a context that are not refused with a clear error. */
    public static List<String> accepted(TaskOrchestrationContext context) {
        return accepted(contexts(), context);
    }

    private static <T> List<String> accepted(Map<String, Function<T, Object>> calls, T target) {
        List<String> wrong = new ArrayList<>();
        calls.forEach((name, call) -> {
            try {
                wrong.add(name + " returned " + call.apply(target));
            } catch (IllegalArgumentException expected) {
                if (!expected.getMessage().contains("null")) {
                    wrong.add(name + ": " + expected.getMessage());
                }
            } catch (RuntimeException e) {
                wrong.add(name + ": " + e);
            }
        });
        return wrong;
    }

    private static Map<String, Consumer<OrchestrationClient>> clients() {
        Map<String, Consumer<OrchestrationClient>> calls = new TreeMap<>();
        calls.put("start, name", client -> client.start(null, null));
        calls.put("start, options", client -> client.start("O", null, null));
        calls.put("status", client -> client.status(null));
        calls.put("read, type", client -> client.read("1", (TypeRef<String>) null));
        calls.put("read, class", client -> client.read("1", (Class<String>) null));
        calls.put("raiseEvent, id", client -> client.raiseEvent(null, "E"));
        calls.put("raiseEvent, name", client -> client.raiseEvent("i", null));
        calls.put("raiseEvent, options", client -> client.raiseEvent("i", "E", null, null));
        calls.put("terminate", client -> client.terminate(null, null));
        calls.put("suspend", client -> client.suspend(null, null));
        calls.put("resume", client -> client.resume(null, null));
        calls.put("rewind", client -> client.rewind(null, null));
        calls.put("restart", client -> client.restart(null, true));
        calls.put("purge", client -> client.purge((String) null));
        calls.put("purge, query", client -> client.purge((InstanceQuery) null));
        calls.put("query", client -> client.query(null));
        calls.put("history", client -> client.history(null));
        return calls;
    }

    private static Map<String, Function<TaskOrchestrationContext, Object>> contexts() {
        Map<String, Function<TaskOrchestrationContext, Object>> calls = new TreeMap<>();
        calls.put("getInput, type", ctx -> ctx.getInput((TypeRef<String>) null));
        calls.put("getInput, class", ctx -> ctx.getInput((Class<String>) null));
        calls.put("isPatched", ctx -> ctx.isPatched(null));
        calls.put("callActivity, name", ctx -> ctx.callActivity(null));
        calls.put("callActivity, type", ctx -> ctx.callActivity("A", null, (TypeRef<String>) null));
        calls.put("callActivity, class", ctx -> ctx.callActivity("A", null, TaskOptions.NONE, (Class<String>) null));
        calls.put("callSubOrchestrator, name", ctx -> ctx.callSubOrchestrator(null));
        calls.put("callSubOrchestrator, type", ctx -> ctx.callSubOrchestrator("A", null, (TypeRef<String>) null));
        calls.put("callSubOrchestrator, class", ctx -> ctx.callSubOrchestrator("A", null, (Class<String>) null));
        calls.put("createTimer, time", ctx -> ctx.createTimer((Instant) null));
        calls.put("createTimer, time with zone", ctx -> ctx.createTimer((ZonedDateTime) null));
        calls.put("createTimer, delay", ctx -> ctx.createTimer((Duration) null));
        calls.put("waitForExternalEvent, name", ctx -> ctx.waitForExternalEvent(null));
        calls.put("waitForExternalEvent, type", ctx -> ctx.waitForExternalEvent("E", (TypeRef<String>) null));
        calls.put("waitForExternalEvent, class", ctx -> ctx.waitForExternalEvent("E", (Class<String>) null));
        calls.put("sendEvent, id", ctx -> {
            ctx.sendEvent(null, "E");
            return null;
        });
        calls.put("sendEvent, name", ctx -> {
            ctx.sendEvent("i", null);
            return null;
        });
        calls.put("allOf", ctx -> ctx.allOf((List<Task<String>>) null));
        calls.put("allOf, array", ctx -> ctx.allOf((Task<?>[]) null));
        calls.put("allOf, element", ctx -> ctx.allOf(new Task<?>[] {null}));
        calls.put("anyOf", ctx -> ctx.anyOf((List<Task<?>>) null));
        calls.put("anyOf, array", ctx -> ctx.anyOf((Task<?>[]) null));
        calls.put("anyOf, element", ctx -> ctx.anyOf(new Task<?>[] {null}));
        calls.put("thenApply", ctx -> ctx.createTimer(Duration.ZERO).thenApply(null));
        calls.put("thenAccept", ctx -> ctx.createTimer(Duration.ZERO).thenAccept(null));
        return calls;
    }
}

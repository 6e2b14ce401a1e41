package dev.connectorkit.orchestration.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.connectorkit.orchestration.EventOptions;
import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.IdReuse;
import dev.connectorkit.orchestration.InstanceNotFoundException;
import dev.connectorkit.orchestration.InstanceQuery;
import dev.connectorkit.orchestration.InstanceStateException;
import dev.connectorkit.orchestration.NonDeterminismException;
import dev.connectorkit.orchestration.NotJsonException;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.OrchestrationRuntime;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RawJson;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.StartOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every runtime does this; the parts that it lacks are skipped under their names. */
@NullUnmarked // as users without null checks write
public abstract class RuntimeContract {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final ContractCode code = new ContractCode();
    private final String prefix = UUID.randomUUID().toString().substring(0, 8);
    private OrchestrationRuntime runtime;
    private OrchestrationClient client;

    /** Returns a runtime of these orchestrations over the store of this test; it does not run yet. */
    protected abstract OrchestrationRuntime open(Orchestrations orchestrations);

    /** Returns the parts of the contract that the runtime lacks. */
    protected abstract Set<Capability> missing();

    @BeforeEach
    void start() {
        runtime = open(code.registry());
        runtime.start();
        client = runtime.client();
    }

    @AfterEach
    void stop() {
        code.release.countDown();
        runtime.close();
        release();
    }

    /** Releases the resources of the runtimes after the last was closed. */
    protected void release() {}

    private void restart() {
        runtime.close();
        start();
    }

    private void needs(Capability capability) {
        assumeTrue(!missing().contains(capability), "This runtime lacks " + capability);
    }

    private String id(String text) {
        return prefix + "-" + text;
    }

    private OrchestrationStatus ended(String id) throws TimeoutException {
        return client.waitForCompletion(id, LONG);
    }

    private <T> T output(String id, Class<T> type) throws TimeoutException {
        OrchestrationStatus status = ended(id);
        assertThat(status.failure()).isNull();
        return client.read(status.output(), type);
    }

    private String started(String name, Object input) throws TimeoutException {
        String id = client.start(name, input);
        client.waitForStart(id, LONG);
        return id;
    }

    private OrchestrationStatus untilItIs(String id, RuntimeStatus status) {
        return await().atMost(LONG).until(() -> client.status(id).orElseThrow(), now -> now.runtimeStatus() == status);
    }

    // Calls

    @Test
    void a_fan_out_keeps_the_order_of_its_results() throws Exception {
        assertThat(output(client.start("FanOut", 12), List.class))
                .isEqualTo(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
        assertThat(output(client.start("FanOut", 0), List.class)).isEmpty();
    }

    @Test
    void all_failures_are_reported_with_type_message_and_causes() throws Exception {
        String name = id("f");
        code.broken.addAll(List.of(name + 1, name + 3));

        assertThat(output(client.start("Failures", name), List.class))
                .isEqualTo(List.of(name + "1 is out of order true true", name + "3 is out of order true true"));
    }

    @Test
    void an_uncaught_exception_fails_the_instance() throws Exception {
        OrchestrationStatus failed = ended(client.start("Throws", "disk"));

        assertThat(failed.runtimeStatus()).isEqualTo(RuntimeStatus.FAILED);
        FailureDetails failure = failed.failure();
        assertThat(failure.errorType()).isEqualTo("java.io.IOException");
        assertThat(failure.errorMessage()).isEqualTo("disk");
        assertThat(failure.stackTrace()).contains("ContractCode");
        assertThat(failure.isCausedBy(IllegalArgumentException.class)).isTrue();
    }

    @Test
    void a_child_gives_its_result_or_failure_to_its_parent() throws Exception {
        assertThat(output(client.start("Parent", id("ok")), String.class)).isEqualTo(id("ok") + " done!");
        code.broken.add(id("bad"));
        FailureDetails failure = ended(client.start("Parent", id("bad"))).failure();
        assertThat(failure.isCausedBy(IllegalStateException.class)).isTrue();
        assertThat(failure.isCausedBy(java.io.IOException.class)).isTrue();
    }

    @Test
    void failed_attempts_are_repeated_under_one_task_key() throws Exception {
        assertThat(output(client.start("Retrying", id("r")), Integer.class)).isEqualTo(3);
        assertThat(code.keys.get(id("r"))).hasSize(1);
    }

    @Test
    void failures_that_cannot_be_repaired_are_not_repeated() throws Exception {
        code.broken.add(id("u-if"));

        assertThat(output(client.start("Unretried", id("u")), List.class))
                .isEqualTo(List.of("never", id("u-if") + " is out of order"));
        assertThat(code.runs(id("u"))).isEqualTo(1);
        assertThat(code.runs(id("u-if"))).isEqualTo(1);
    }

    @Test
    void each_call_has_a_task_key_of_its_own() throws Exception {
        output(client.start("Keys", id("k")), String.class);
        assertThat(code.keys.get(id("k"))).hasSize(2);
        output(client.start("Keys", id("k")), String.class);
        assertThat(code.keys.get(id("k"))).hasSize(4);
    }

    @Test
    void an_activity_times_out_whatever_its_code_does() throws Exception {
        assertThat(output(client.start("Limited", "Hang"), String.class))
                .isEqualTo("Activity Hang did not end within PT0.3S");
        assertThat(output(client.start("Limited", "Silent"), String.class))
                .isEqualTo("Activity Silent did not report a heartbeat within PT0.3S");
    }

    @Test
    void an_unknown_activity_fails_its_call() throws Exception {
        assertThat(output(client.start("Unknown activity", "x"), String.class))
                .contains("No activity Nobody", "Fragile");
    }

    @Test
    void tasks_are_chained() throws Exception {
        assertThat(output(client.start("Then", 3), String.class)).isEqualTo("no 4, 5");
    }

    @Test
    void an_activity_that_nobody_awaits_runs() throws Exception {
        needs(Capability.UNAWAITED_ACTIVITIES);
        ended(client.start("Unawaited", id("una")));
        await().atMost(LONG).until(() -> code.runs(id("una")) == 1);
    }

    @Test
    void the_context_belongs_to_its_thread() throws Exception {
        assertThat(output(client.start("Thread", null), List.class).toString()).contains("belongs into an activity");
    }

    // Events and timers

    @Test
    void events_are_kept_until_a_wait_takes_them_in_order_and_by_exact_name() throws Exception {
        String id = client.start("Collect", 3);
        client.raiseEvent(id, "E", 1);
        client.raiseEvent(id, "e", 0);
        client.raiseEvent(id, "E", 2);
        client.raiseEvent(id, "start");
        client.raiseEvent(id, "Start");
        client.raiseEvent(id, "E", 2);

        assertThat(output(id, List.class)).isEqualTo(List.of(1, 2, 2));
    }

    @Test
    void an_event_of_another_type_fails_its_wait_only() throws Exception {
        String id = client.start("Typed", null);
        client.raiseEvent(id, "E", Map.of("not", "a number"));
        client.raiseEvent(id, "E", 7);

        assertThat(output(id, String.class)).isEqualTo("asked again: 7");
    }

    @Test
    void the_first_of_several_wins_and_a_timer_is_cancelled() throws Exception {
        String id = client.start("First", null);
        client.raiseEvent(id, "Two", true);

        assertThat(output(id, String.class)).isEqualTo("two true true");
    }

    @Test
    void a_wait_ends_after_its_timeout_and_leaves_later_events_to_others() throws Exception {
        String late = started("Timed", 1);
        await().atMost(LONG)
                .until(() -> client.history(late).stream().anyMatch(HistoryEvent.TimerFired.class::isInstance));
        client.raiseEvent(late, "E", "late");
        String early = client.start("Timed", 3_600_000);
        client.raiseEvent(early, "E", "early");

        assertThat(output(late, String.class)).isEqualTo("none, then late");
        assertThat(output(early, String.class)).isEqualTo("early");
    }

    @Test
    void waits_are_served_in_their_order_and_a_cancelled_one_takes_nothing() throws Exception {
        String id = client.start("Two waits", null);
        client.raiseEvent(id, "E", 1);
        client.raiseEvent(id, "E", 2);

        assertThat(output(id, List.class)).isEqualTo(List.of(1, 2));
    }

    @Test
    void an_event_with_a_key_arrives_once() throws Exception {
        String id = client.start("Collect", 2);
        for (int i = 0; i < 3; i++) {
            client.raiseEvent(id, "E", 1, EventOptions.withIdempotencyKey("once"));
        }
        client.raiseEvent(id, "Start");
        client.raiseEvent(id, "E", 2);

        assertThat(output(id, List.class)).isEqualTo(List.of(1, 2));
    }

    @Test
    void continue_as_new_keeps_events_in_order_once_each() throws Exception {
        String id = client.start("Carry", List.of());
        for (int i : new int[] {1, 2, 2, 3, 4}) {
            client.raiseEvent(id, "E", i);
        }

        assertThat(output(id, List.class)).isEqualTo(List.of(1, 2, 2, 3, 4));
    }

    @Test
    void an_orchestration_sends_events_in_order_to_instances_that_run() throws Exception {
        String receiver = client.start("Collect", 5);
        client.raiseEvent(receiver, "Start");

        assertThat(output(client.start("Sender", receiver), String.class)).isEqualTo("sent");
        assertThat(output(receiver, List.class)).isEqualTo(List.of(0, 1, 2, 3, 4));
    }

    @Test
    void events_for_unknown_and_finished_instances_are_refused() throws Exception {
        assertThatExceptionOfType(InstanceNotFoundException.class)
                .isThrownBy(() -> client.raiseEvent(id("nobody"), "E", 1));
        String id = client.start("FanOut", 0);
        ended(id);

        assertThatExceptionOfType(InstanceStateException.class)
                .isThrownBy(() -> client.raiseEvent(id, "E", 1))
                .satisfies(e -> assertThat(e.getStatus()).isEqualTo(RuntimeStatus.COMPLETED));
        assertThatExceptionOfType(NotJsonException.class)
                .isThrownBy(() -> client.raiseEvent(id, "E", new RawJson("{no")));
    }

    @Test
    void timers_fire_after_their_time() throws Exception {
        assertThat(output(client.start("Sleep", 30), Boolean.class)).isTrue();
    }

    // The life of an instance

    @Test
    void ids_are_new_and_the_same_in_every_replay() throws Exception {
        needs(Capability.TAKEOVER);
        String id = started("Ids", null);
        restart();
        client.raiseEvent(id, "Go");
        List<Object> got = output(id, List.class);

        assertThat(got).hasSize(4).doesNotHaveDuplicates().endsWith(id, "Ids");
        assertThat(client.history(id)).isNotEmpty();
    }

    @Test
    void a_custom_status_is_seen_and_outlives_continue_as_new() throws Exception {
        String id = client.start("Status", 0);
        await().atMost(LONG)
                .until(() -> "1".equals(client.status(id).orElseThrow().input()));
        assertThat(client.status(id).orElseThrow().customStatus()).isEqualTo("{\"step\":1}");
        client.raiseEvent(id, "Go");

        assertThat(output(id, String.class)).isEqualTo("cleared");
        assertThat(client.status(id).orElseThrow().customStatus()).isNull();
    }

    @Test
    void an_instance_waits_for_its_start() throws Exception {
        String id = client.start(
                "FanOut",
                1,
                StartOptions.builder().startAt(Instant.now().plusSeconds(3)).build());
        assertThat(client.status(id).orElseThrow().runtimeStatus()).isEqualTo(RuntimeStatus.PENDING);
        assertThat(output(id, List.class)).isEqualTo(List.of(1));
    }

    @Test
    void a_suspended_instance_keeps_what_comes() throws Exception {
        String id = started("Approval", null);
        client.suspend(id, "holiday");
        assertThat(client.status(id).orElseThrow().runtimeStatus()).isEqualTo(RuntimeStatus.SUSPENDED);
        client.raiseEvent(id, "Approval", "kept");
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> client.waitForCompletion(id, Duration.ofMillis(200)));
        client.resume(id, null);

        assertThat(output(id, String.class)).isEqualTo("kept");
        assertThatExceptionOfType(InstanceStateException.class).isThrownBy(() -> client.suspend(id, null));
    }

    @Test
    void a_terminated_instance_ends_with_its_children() throws Exception {
        String id = client.start("ParentOf", id("child"));
        await().atMost(LONG).until(() -> client.status(id("child")).isPresent());
        client.terminate(id, "buggy");

        assertThat(ended(id).runtimeStatus()).isEqualTo(RuntimeStatus.TERMINATED);
        assertThat(ended(id).output()).isEqualTo("\"buggy\"");
        assertThat(ended(id("child")).runtimeStatus()).isEqualTo(RuntimeStatus.TERMINATED);
        assertThatExceptionOfType(InstanceStateException.class).isThrownBy(() -> client.terminate(id, null));
    }

    @Test
    void its_children_may_be_left_alone() throws Exception {
        String id = client.start("ParentOf", id("other"));
        await().atMost(LONG).until(() -> client.status(id("other")).isPresent());
        client.terminate(id, null, false);
        ended(id);
        client.raiseEvent(id("other"), "Approval", "still here");

        assertThat(output(id("other"), String.class)).isEqualTo("still here");
    }

    @Test
    void an_instance_is_restarted_under_a_new_or_the_same_id() throws Exception {
        String id = client.start(
                "FanOut", 2, StartOptions.builder().version("7").tag("t", "v").build());
        ended(id);
        String other = client.restart(id, true);
        assertThat(other).isNotEqualTo(id);
        assertThat(output(other, List.class)).isEqualTo(List.of(1, 2));
        assertThat(client.restart(id, false)).isEqualTo(id);
        assertThat(ended(id).version()).isEqualTo("7");
        assertThat(ended(id).tags()).isEqualTo(Map.of("t", "v"));
    }

    private String startAs(IdReuse reuse, String id) {
        return client.start(
                "Approval",
                null,
                StartOptions.builder().instanceId(id).idReuse(reuse).build());
    }

    @Test
    void an_id_in_use_is_refused_replaced_or_used() throws Exception {
        String id = id("one");
        startAs(IdReuse.REPLACE_FINISHED, id);
        assertThatExceptionOfType(InstanceStateException.class).isThrownBy(() -> startAs(IdReuse.REPLACE_FINISHED, id));
        assertThatExceptionOfType(InstanceStateException.class).isThrownBy(() -> startAs(IdReuse.REFUSE, id));
        assertThat(startAs(IdReuse.USE_RUNNING, id)).isEqualTo(id);
        assertThat(startAs(IdReuse.USE_EXISTING, id)).isEqualTo(id);
        startAs(IdReuse.REPLACE, id);
        client.raiseEvent(id, "Approval", "first");
        assertThat(output(id, String.class)).isEqualTo("first");

        assertThatExceptionOfType(InstanceStateException.class).isThrownBy(() -> startAs(IdReuse.REFUSE, id));
        startAs(IdReuse.USE_EXISTING, id);
        assertThat(output(id, String.class)).isEqualTo("first");
        startAs(IdReuse.REPLACE_FINISHED, id);
        client.raiseEvent(id, "Approval", "second");
        assertThat(output(id, String.class)).isEqualTo("second");
    }

    @Test
    void a_finished_instance_is_purged() throws Exception {
        needs(Capability.PURGE);
        String done = client.start("FanOut", 1);
        ended(done);
        String running = client.start("Approval", null);

        assertThat(client.purge(done)).isTrue();
        awaitPurged(done);
        assertThat(client.purge(done)).isFalse();
        assertThatExceptionOfType(InstanceStateException.class).isThrownBy(() -> client.purge(running));
    }

    @Test
    void a_purge_may_include_the_children() throws Exception {
        needs(Capability.PURGE);
        String id = client.start("ParentOf", id("c"));
        await().atMost(LONG).until(() -> client.status(id("c")).isPresent());
        client.raiseEvent(id("c"), "Approval", "x");
        ended(id);

        assertThat(client.purge(id, true)).isEqualTo(2);
        awaitPurged(id("c"));
    }

    private void awaitPurged(String id) {
        if (missing().contains(Capability.PURGE_AT_ONCE)) {
            await().atMost(LONG).until(() -> client.status(id).isEmpty());
        }
        assertThat(client.status(id)).isEmpty();
    }

    @Test
    void versions_are_given_to_instances_and_their_children() throws Exception {
        StartOptions version = StartOptions.builder().version("1.5").build();

        assertThat(output(client.start("Version", "", version), String.class)).isEqualTo("1.5 1.5");
        assertThat(output(client.start("Version", "3", version), String.class)).isEqualTo("1.5 3");
        assertThat(output(client.start("Version", null), String.class)).isEqualTo("null");
    }

    @Test
    void code_that_does_not_match_the_history_does_nothing() throws Exception {
        needs(Capability.TAKEOVER);
        String id = waiting("Changing");
        code.changed = true;
        restart();
        client.raiseEvent(id, "Go");

        if (missing().contains(Capability.MISMATCH_FAILS)) {
            assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(() -> client.waitForCompletion(id, Duration.ofSeconds(1)));
            return;
        }
        FailureDetails failure = ended(id).failure();
        assertThat(failure.errorType()).isEqualTo(NonDeterminismException.class.getName());
        assertThat(failure.errorMessage()).contains("activity 'B'", "activity 'A'");
    }

    private String waiting(String name) {
        String id = client.start(name, null);
        await().atMost(LONG)
                .until(() -> client.history(id).stream().anyMatch(HistoryEvent.TaskCompleted.class::isInstance));
        return id;
    }

    @Test
    void a_patch_keeps_the_old_side_for_instances_that_have_passed_it() throws Exception {
        needs(Capability.TAKEOVER);
        String old = waiting("Patched");
        code.changed = true;
        restart();
        client.raiseEvent(old, "Go");
        String fresh = client.start("Patched", null);
        client.raiseEvent(fresh, "Go");

        assertThat(output(old, String.class)).isEqualTo("a");
        assertThat(output(fresh, String.class)).isEqualTo("b");
    }

    @Test
    void the_history_names_what_happened() throws Exception {
        String id = client.start("Retrying", id("h"));
        ended(id);
        List<HistoryEvent> history = client.history(id);

        assertThat(history.get(0)).isInstanceOfSatisfying(HistoryEvent.ExecutionStarted.class, event -> {
            assertThat(event.name()).isEqualTo("Retrying");
            assertThat(event.input()).isEqualTo("\"" + id("h") + "\"");
        });
        assertThat(history)
                .filteredOn(HistoryEvent.TaskScheduled.class::isInstance)
                .hasSize(3);
        assertThat(history)
                .filteredOn(HistoryEvent.TaskFailed.class::isInstance)
                .hasSize(2);
        assertThat(history)
                .filteredOn(HistoryEvent.TimerFired.class::isInstance)
                .hasSize(2);
        assertThat(history.get(history.size() - 1)).isInstanceOf(HistoryEvent.ExecutionCompleted.class);
        assertThatExceptionOfType(InstanceNotFoundException.class).isThrownBy(() -> client.history(id("nobody")));
    }

    @Test
    void an_unknown_orchestration_is_refused_and_the_known_are_named() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> client.start("Unknown", null))
                .withMessageContaining("Unknown")
                .withMessageContaining("Approval");
        assertThat(client.status(id("nobody"))).isEmpty();
        assertThatExceptionOfType(InstanceNotFoundException.class)
                .isThrownBy(() -> client.waitForCompletion(id("nobody"), LONG));
    }

    @Test
    void json_is_kept_as_it_came() {
        String text = "{\"b\" : 1.10,\n \"a\":\"\\u00e9\"}";
        assertThat(client.status(client.start("Approval", new RawJson(text)))
                        .orElseThrow()
                        .input())
                .isEqualTo(text);
        String large = "\"" + "x".repeat(100_000) + "\"";
        assertThat(client.status(client.start("Approval", new RawJson(large)))
                        .orElseThrow()
                        .input())
                .isEqualTo(large);
    }

    // Rewind

    private String failed(String name, String input) throws Exception {
        String id = client.start(name, input);
        assertThat(ended(id).runtimeStatus()).isEqualTo(RuntimeStatus.FAILED);
        code.broken.clear();
        client.rewind(id, "repaired");
        untilItIs(id, RuntimeStatus.COMPLETED);
        return client.read(client.status(id).orElseThrow().output(), String.class);
    }

    @Test
    void a_rewind_repeats_the_failed_call_under_its_key_and_keeps_earlier_results() throws Exception {
        needs(Capability.REWIND);
        code.broken.add(id("s-2"));

        assertThat(failed("Steps", id("s"))).isEqualTo(id("s-1") + " done, " + id("s-2") + " done");
        assertThat(code.runs(id("s-1"))).isEqualTo(1);
        assertThat(code.runs(id("s-2"))).isEqualTo(2);
        assertThat(code.keys.get(id("s-2"))).hasSize(1);
    }

    @Test
    void a_rewind_keeps_results_of_siblings() throws Exception {
        needs(Capability.REWIND);
        needs(Capability.REWIND_KEEPS_SIBLINGS);
        code.broken.add(id("b-1"));

        failed("Siblings", id("b"));
        assertThat(code.runs(id("b-2"))).isEqualTo(1);
    }

    @Test
    void a_rewind_recovers_a_failed_child() throws Exception {
        needs(Capability.REWIND);
        code.broken.add(id("rc"));

        assertThat(failed("Parent", id("rc"))).isEqualTo(id("rc") + " done!");
        assertThat(code.keys.get(id("rc"))).hasSize(missing().contains(Capability.REWIND_CHILDREN) ? 2 : 1);
    }

    @Test
    void only_a_failed_instance_is_rewound() throws Exception {
        String id = client.start("FanOut", 1);
        ended(id);
        assertThatExceptionOfType(InstanceStateException.class).isThrownBy(() -> client.rewind(id, null));
        assertThatExceptionOfType(InstanceNotFoundException.class).isThrownBy(() -> client.rewind(id("nobody"), null));
    }

    // Queries

    private List<String> found(InstanceQuery.Builder query) {
        return client.query(query.idPrefix(prefix).build()).instances().stream()
                .map(OrchestrationStatus::instanceId)
                .toList();
    }

    @Test
    void instances_are_found_by_name_status_tag_and_time_and_purged_so() throws Exception {
        needs(Capability.QUERY);
        client.start(
                "Approval",
                null,
                StartOptions.builder().instanceId(id("q1")).tag("k", "1").build());
        client.start(
                "Approval",
                null,
                StartOptions.builder().instanceId(id("q2")).tag("k", "2").build());
        client.start("FanOut", 1, StartOptions.withId(id("q3")));
        client.waitForStart(id("q1"), LONG);
        ended(id("q3"));
        await().atMost(LONG).until(() -> found(InstanceQuery.builder()).size() == 3);

        assertThat(found(InstanceQuery.builder().name("Approval"))).containsExactlyInAnyOrder(id("q1"), id("q2"));
        assertThat(found(InstanceQuery.builder().tag("k", "2"))).containsExactly(id("q2"));
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(found(InstanceQuery.builder().status(RuntimeStatus.COMPLETED)))
                        .containsExactly(id("q3")));
        assertThat(found(InstanceQuery.builder().created(Instant.now().plusSeconds(60), null)))
                .isEmpty();
        assertThat(client.purge(InstanceQuery.builder().idPrefix(prefix).build()))
                .isEqualTo(1);
        await().atMost(LONG).until(() -> found(InstanceQuery.builder()).size() == 2);
    }

    @Test
    void a_query_is_read_page_by_page() throws Exception {
        needs(Capability.QUERY);
        for (int i = 0; i < 5; i++) {
            ended(client.start("FanOut", 0, StartOptions.withId(id("p" + i))));
        }
        await().atMost(LONG).until(() -> found(InstanceQuery.builder()).size() == 5);
        Set<String> seen = new java.util.TreeSet<>();
        InstanceQuery query = InstanceQuery.ALL.withIdPrefix(prefix).withLimit(2);
        int most = 10;
        while (query != null && most-- > 0) {
            var page = client.query(query);
            page.instances().forEach(each -> seen.add(each.instanceId()));
            query = page.token() == null ? null : query.from(page.token());
        }

        assertThat(seen).hasSize(5);
    }

    @Test
    void null_where_a_value_is_needed_has_a_clear_error() throws Exception {
        assertThat(NullCalls.accepted(client)).isEmpty();
        assertThat(ended(client.start("Nulls", null)).output()).isEqualTo("[]");
    }

    @Test
    void a_negative_timeout_waits_without_limit() throws Exception {
        String id = client.start("Fragile", "patient");

        assertThat(client.waitForStart(id, Duration.ofSeconds(-1)).instanceId()).isEqualTo(id);
        assertThat(client.waitForCompletion(id, Duration.ofSeconds(-1)).runtimeStatus())
                .isEqualTo(RuntimeStatus.COMPLETED);
    }

    @Test
    void an_interrupted_wait_ends_and_its_thread_stays_interrupted() throws Exception {
        String running = started("Approval", null);
        String pending = client.start(
                "FanOut",
                1,
                StartOptions.builder()
                        .startAt(Instant.now().plus(Duration.ofHours(1)))
                        .build());

        for (boolean before : List.of(true, false)) {
            assertInterrupted(before, () -> client.waitForCompletion(running, LONG));
            assertInterrupted(before, () -> client.waitForStart(pending, LONG));
        }
        client.raiseEvent(running, "Approval", "yes");
        assertThat(output(running, String.class)).isEqualTo("yes");
    }

    /** Interrupts a thread before it waits, or at any point of its wait. */
    private static void assertInterrupted(boolean before, Callable<OrchestrationStatus> wait) throws Exception {
        CountDownLatch begins = new CountDownLatch(1);
        FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            if (before) {
                Thread.currentThread().interrupt();
            }
            begins.countDown();
            assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(wait::call)
                    .withMessageContaining("nterrupted");
            return Thread.currentThread().isInterrupted();
        });
        Thread thread = new Thread(waiting);
        thread.start();
        begins.await();
        thread.interrupt();
        assertThat(waiting.get()).isTrue();
    }
}

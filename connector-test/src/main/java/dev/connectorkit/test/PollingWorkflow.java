package dev.connectorkit.test;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.designer.DesignerOperation;
import dev.connectorkit.designer.SplitOn;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Workflow that starts with a polling trigger. A 200 starts a run, or one for each item where the designer splits the list; the next
 * poll goes to {@code Location}, after {@code Retry-After} or else the recurrence. After a 202, {@code Retry-After} counts only if
 * the recurrence is below a minute. An answer to be retried is retried first; after any other failure the next poll goes to the same
 * URL, after the recurrence.
 *
 * <p>Polls happen while the engine {@linkplain WorkflowEngine#advance advances}. For the thread of the engine.
 */
public final class PollingWorkflow {

    private static final Duration SHORT = Duration.ofMinutes(1);

    private final DesignerOperation trigger;
    private final Request first;
    private final Duration recurrence;
    private final RetryPolicy retries;
    private final Sender sender;
    private final Timeline timeline;
    private final String workflowId;
    private final List<Run> runs = new CopyOnWriteArrayList<>();
    private final List<Exchange> polls = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private URI next;
    private String reason = "";
    private Timeline.@Nullable Event scheduled;
    private Sender.@Nullable Sending sending;

    PollingWorkflow(
            DesignerOperation trigger,
            Request first,
            Duration recurrence,
            RetryPolicy retries,
            Sender sender,
            Timeline timeline,
            String workflowId) {
        this.workflowId = workflowId;
        this.trigger = trigger;
        this.first = first;
        this.recurrence = recurrence;
        this.retries = retries;
        this.sender = sender;
        this.timeline = timeline;
        this.next = first.url();
    }

    /** Returns the id that its requests carry as {@code x-ms-workflow-id}. */
    public String workflowId() {
        return workflowId;
    }

    /** Returns the runs so far, the oldest first. */
    public List<Run> runs() {
        return List.copyOf(runs);
    }

    /** Returns the bodies of the runs so far. */
    public List<JsonNode> bodies() {
        return runs.stream().map(Run::body).toList();
    }

    /** Returns the polls so far, each with its last answer. */
    public List<Exchange> polls() {
        return List.copyOf(polls);
    }

    /** Returns the polls that failed, as an operator reads them in the history of the trigger. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** Forgets all runs, polls and failures but the last ones of each; returns the number of forgotten runs. */
    public int forget(int kept) {
        int unused = WorkflowEngine.forget(polls, kept) + WorkflowEngine.forget(failures, kept);
        return WorkflowEngine.forget(runs, kept);
    }

    /** Returns the URL of the next poll. */
    public URI nextUrl() {
        return next;
    }

    /** Returns the time of the next poll; empty while the workflow is disabled, or a poll is being retried. */
    public Optional<Instant> nextPollAt() {
        return Optional.ofNullable(scheduled).map(Timeline.Event::due);
    }

    /** Returns the reason for the time of the next poll, such as {@code Retry-After: 15}; empty before the first answer. */
    public String nextPollReason() {
        return reason;
    }

    /** Polls at once, whenever the next poll is due, and returns the runs that this started. */
    public List<Run> pollNow() {
        int before = runs.size();
        poll();
        return List.copyOf(runs.subList(before, runs.size()));
    }

    /** Stops polling. */
    public void disable() {
        timeline.cancel(scheduled);
        scheduled = null;
        if (sending != null) {
            sending.cancel();
        }
    }

    /** Polls again, from the {@code Location} that was reached. */
    public void enable() {
        poll();
    }

    private void poll() {
        disable();
        Sender.Sending poll =
                sender.prepare(trigger.operationId(), first.withUrl(next), retries, attempt -> {}, answered -> {
                    polls.add(answered);
                    scheduled = timeline.after(read(answered), this::poll);
                });
        sending = poll;
        poll.attempt();
    }

    /** Takes in the last answer to a poll, and returns the time until the next one. */
    private Duration read(Exchange poll) {
        Response answer = poll.answer();
        if (answer == null || !answer.isSuccessful()) {
            fail(poll, answer == null ? poll.failure() : "the status is " + answer.status());
            reason = "the recurrence, after a failed poll";
            return recurrence;
        }
        if (answer.status() == 200) {
            start(poll, answer.json());
        }
        answer.location(poll.request().url()).ifPresent(location -> next = location);
        Optional<Duration> asked = answer.retryAfter(timeline.now());
        boolean obeyed = answer.status() != 202 || recurrence.compareTo(SHORT) < 0;
        reason = obeyed && asked.isPresent()
                ? "Retry-After: " + asked.get().toSeconds()
                : asked.isPresent() ? "the recurrence, which Retry-After of a 202 does not shorten" : "the recurrence";
        return obeyed ? asked.orElse(recurrence) : recurrence;
    }

    private void start(Exchange poll, JsonNode body) {
        SplitOn splitOn = trigger.splitOn();
        if (splitOn == null) {
            runs.add(new Run(timeline.now(), body, poll));
            return;
        }
        JsonNode list = body;
        for (String name : splitOn.path()) {
            list = list.path(name);
        }
        if (list.isArray()) {
            list.forEach(item -> runs.add(new Run(timeline.now(), item, poll)));
        } else {
            fail(poll, "there is no array at " + splitOn.expression());
        }
    }

    private void fail(Exchange poll, String reason) {
        failures.add(poll.at() + " " + trigger.operationId() + ": " + reason);
    }
}

package dev.connectorkit.workbench.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.designer.SplitOn;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.Request;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A chain of polls, each to the {@code Location} of the one before. */
final class PollChain {

    private static final int MOST_POLLS = 50;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Trial trial;
    private final Request first;
    private final List<Exchange> polls = new ArrayList<>();
    private URI next;

    private PollChain(Trial trial) {
        this.trial = trial;
        this.first = trial.request();
        this.next = first.url();
    }

    /** Begins with a poll without state. */
    static PollChain begin(Trial trial) {
        PollChain chain = new PollChain(trial);
        chain.poll();
        return chain;
    }

    /** Begins likewise, and polls until there is nothing more. */
    static PollChain beginDrained(Trial trial) {
        PollChain chain = begin(trial);
        chain.drain();
        return chain;
    }

    Exchange first() {
        return polls.get(0);
    }

    Exchange last() {
        return polls.get(polls.size() - 1);
    }

    List<Exchange> polls() {
        return List.copyOf(polls);
    }

    /** Reports whether the first poll was answered as polls are. */
    boolean works() {
        return first().status() == 200 || first().status() == 202;
    }

    Exchange poll() {
        Exchange poll = trial.send(first.withUrl(next));
        polls.add(poll);
        next = trial.location(poll).orElse(next);
        return poll;
    }

    /** Polls until there is nothing; false if there is always something. */
    boolean drain() {
        int left = MOST_POLLS;
        while (last().status() == 200 && left-- > 0) {
            poll();
        }
        return last().status() == 202;
    }

    /** Polls until this many items have come and there is nothing more, within the patience; returns the polls that had items. */
    List<Exchange> collect(int items) {
        List<Exchange> found = new ArrayList<>();
        int[] count = new int[1];
        boolean unused = trial.await(() -> {
            Exchange poll = poll();
            if (poll.status() == 200) {
                found.add(poll);
                count[0] += itemsOf(poll).size();
            } else if (count[0] < items && poll.status() == 202) {
                trial.pause(PAUSE);
            }
            boolean ended = poll.status() != 200 && (count[0] >= items || poll.status() != 202);
            return ended || found.size() > MOST_POLLS;
        });
        return found;
    }

    /** Returns the items that a designer makes runs of. */
    List<JsonNode> itemsOf(Exchange poll) {
        Optional<JsonNode> list = list(poll);
        List<JsonNode> items = new ArrayList<>();
        if (list.isPresent()) {
            list.get().forEach(items::add);
        } else {
            items.add(poll.response().orElseThrow().json());
        }
        return items;
    }

    /** Returns the list that a designer splits; empty if it splits none, or the list is absent. */
    Optional<JsonNode> list(Exchange poll) {
        SplitOn splitOn = trial.operation().splitOn();
        if (splitOn == null) {
            return Optional.empty();
        }
        JsonNode list = poll.response().orElseThrow().json();
        for (String name : splitOn.path()) {
            list = list.path(name);
        }
        return list.isArray() ? Optional.of(list) : Optional.empty();
    }
}

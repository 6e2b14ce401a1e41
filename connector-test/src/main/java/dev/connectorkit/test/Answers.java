package dev.connectorkit.test;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The answers of a receiver, in their order; the last one stays. Thread-safe. */
final class Answers {

    private final Deque<Answer> waiting = new ArrayDeque<>();
    private Answer last = Answer.ACCEPTED;

    synchronized void set(Answer first, Answer... next) {
        waiting.clear();
        waiting.add(first);
        waiting.addAll(List.of(next));
    }

    synchronized Answer next() {
        Answer next = waiting.poll();
        last = next == null ? last : next;
        return last;
    }
}

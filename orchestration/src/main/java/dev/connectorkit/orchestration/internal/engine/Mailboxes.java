package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.store.StoredMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The instances that have something to do on this node now. Each has one turn at a time; what comes meanwhile waits for the
 * next. An instance that has nothing to do is not here. Thread-safe.
 */
final class Mailboxes {

    /** What a turn finds. */
    static final class Mailbox {

        private final String id;
        private final List<StoredMessage> messages = new ArrayList<>();
        private @Nullable InstanceState fresh;
        private boolean readInbox;
        private boolean poked;
        private boolean scheduled;
        private int failures;

        private Mailbox(String id) {
            this.id = id;
        }

        /** Adds a message. */
        void add(StoredMessage message) {
            messages.add(message);
        }

        /** Has the inbox in the store read: messages may be there that this node has not seen. */
        void readInbox() {
            readInbox = true;
        }

        /** Has a turn run although there is no message: a timer, or the start. */
        void poke() {
            poked = true;
        }

        /** Has a turn run for an instance that was just stored. */
        void start(InstanceState state) {
            fresh = state;
            poked = true;
        }
    }

    /**
     * What one turn takes.
     *
     * @param id the instance
     * @param messages what came
     * @param fresh the instance, if it was just stored
     * @param readInbox whether the inbox must be read
     */
    record Delivery(
            String id,
            List<StoredMessage> messages,
            @Nullable InstanceState fresh,
            boolean readInbox) {}

    private final Map<String, Mailbox> boxes = new ConcurrentHashMap<>();
    private final Consumer<String> turns;

    /** Hands the ids of instances to {@code turns}, which must call {@link #take} and then {@link #done} or {@link #failed}. */
    Mailboxes(Consumer<String> turns) {
        this.turns = turns;
    }

    /** Puts something in, and has a turn run. */
    void post(String id, Consumer<Mailbox> change) {
        boolean[] schedule = new boolean[1];
        boxes.compute(id, (key, known) -> {
            Mailbox box = known == null ? new Mailbox(id) : known;
            change.accept(box);
            schedule[0] = !box.scheduled;
            box.scheduled = true;
            return box;
        });
        if (schedule[0]) {
            turns.accept(id);
        }
    }

    /** What there is for an instance now; it stays in until {@link #done}. */
    Delivery take(String id) {
        Delivery[] taken = new Delivery[1];
        boxes.computeIfPresent(id, (key, box) -> {
            taken[0] = new Delivery(box.id, List.copyOf(box.messages), box.fresh, box.readInbox);
            box.fresh = null;
            box.readInbox = false;
            box.poked = false;
            return box;
        });
        return taken[0] == null ? new Delivery(id, List.of(), null, false) : taken[0];
    }

    /** Ends a turn that has taken these. */
    void done(Delivery delivery) {
        end(delivery.id(), box -> {
            box.failures = 0;
            box.messages.subList(0, delivery.messages().size()).clear();
        });
    }

    /** Ends a turn that took nothing, leaving out some of the messages that it was given; it runs again. */
    void again(Delivery delivery, List<StoredMessage> without) {
        end(delivery.id(), box -> {
            box.messages.removeIf(without::contains);
            box.readInbox = true;
        });
    }

    /** Ends a turn that failed: it is to be run again after a while; returns how many have failed in a row. */
    int failed(Delivery delivery) {
        int[] failures = new int[1];
        boxes.computeIfPresent(delivery.id(), (key, box) -> {
            box.readInbox = true;
            failures[0] = ++box.failures;
            return box;
        });
        return failures[0];
    }

    /** Runs an instance again whose turn failed. */
    void retry(String id) {
        if (boxes.containsKey(id)) {
            turns.accept(id);
        }
    }

    /** Gives up an instance; what it had in memory is returned. */
    List<StoredMessage> drop(String id) {
        Mailbox box = boxes.remove(id);
        return box == null ? List.of() : box.messages;
    }

    private void end(String id, Consumer<Mailbox> change) {
        boolean[] more = new boolean[1];
        boxes.computeIfPresent(id, (key, box) -> {
            change.accept(box);
            more[0] = box.poked || box.readInbox || !box.messages.isEmpty();
            return more[0] ? box : null;
        });
        if (more[0]) {
            turns.accept(id);
        }
    }

    boolean has(String id) {
        return boxes.containsKey(id);
    }
}

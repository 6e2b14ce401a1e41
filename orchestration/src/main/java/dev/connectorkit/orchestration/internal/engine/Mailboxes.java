package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.store.StoredMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The instances of this node that have work, with the messages for their next turns. An instance has one turn at a time. Threads
 * take the instances with {@link #next}, and each calls {@link #take} and then one of {@link #done}, {@link #again},
 * {@link #failed} or {@link #drop}. Thread-safe.
 */
final class Mailboxes {

    /** The messages that a turn is given at most; the remaining ones wait for the next. */
    private static final int WINDOW = 1024;

    private static final int MOST_AHEAD = 256;

    /** The work of one instance. */
    static final class Mailbox {

        private final String id;
        private final List<StoredMessage> messages = new ArrayList<>();
        private @Nullable InstanceState fresh;
        private @Nullable PendingStart start;
        private boolean readInbox;
        private boolean poked;
        private boolean scheduled;
        private int holds;
        private int failures;

        private Mailbox(String id) {
            this.id = id;
        }

        /** Adds a message. */
        void add(StoredMessage message) {
            messages.add(message);
        }

        /** Requests that the turn reads the inbox in the store, which may have messages that this node does not know. */
        void readInbox() {
            readInbox = true;
        }

        /** Requests a turn without a message: for a timer, or the start. */
        void poke() {
            poked = true;
        }

        /** Requests the first turn of an instance that was just stored. */
        void start(InstanceState state) {
            fresh = state;
            poked = true;
        }

        /** Requests the first turn of an instance that is not stored yet. */
        void start(InstanceState state, PendingStart pending) {
            start(state);
            start = pending;
        }

        private boolean hasWork() {
            return poked || readInbox || !messages.isEmpty();
        }
    }

    /**
     * The work of one turn.
     *
     * @param id the instance
     * @param messages its messages
     * @param fresh the instance, if this is its first turn
     * @param start the start of that instance, if it is not stored yet
     * @param readInbox whether the inbox must be read
     */
    record Delivery(
            String id,
            List<StoredMessage> messages,
            @Nullable InstanceState fresh,
            @Nullable PendingStart start,
            boolean readInbox) {}

    private final Map<String, Mailbox> boxes = new ConcurrentHashMap<>();
    private final BlockingQueue<String> ready = new LinkedBlockingQueue<>();

    /** Returns whether a turn that is added now will soon run. */
    boolean hasRoom() {
        return ready.size() < MOST_AHEAD;
    }

    /** Waits for an instance that has work and returns its id. */
    String next() throws InterruptedException {
        return ready.take();
    }

    /** Adds work to an instance. */
    void post(String id, Consumer<Mailbox> change) {
        schedule(change(id, change));
    }

    private Mailbox change(String id, Consumer<Mailbox> change) {
        return boxes.compute(id, (key, known) -> {
            Mailbox box = known == null ? new Mailbox(id) : known;
            change.accept(box);
            return box;
        });
    }

    /**
     * Postpones the turns of an instance until {@link #release}: its row is being written, and until that is committed and its
     * first turn is posted, others that find the row must not run it.
     */
    void hold(String id) {
        Mailbox unused = change(id, box -> box.holds++);
    }

    void release(String id) {
        Mailbox left = boxes.computeIfPresent(id, (key, box) -> {
            box.holds = Math.max(0, box.holds - 1); // it may be a new one, after drop
            return box.holds > 0 || box.scheduled || box.hasWork() ? box : null;
        });
        if (left != null) {
            schedule(left);
        }
    }

    private void schedule(Mailbox changed) {
        boolean[] now = new boolean[1];
        boxes.computeIfPresent(changed.id, (key, box) -> {
            now[0] = !box.scheduled && box.holds == 0 && box.hasWork();
            box.scheduled |= now[0];
            return box;
        });
        if (now[0]) {
            ready.add(changed.id);
        }
    }

    /** Returns the work of an instance; its messages stay until {@link #done}. */
    Delivery take(String id) {
        Delivery[] taken = new Delivery[1];
        boxes.computeIfPresent(id, (key, box) -> {
            List<StoredMessage> window = box.messages.size() <= WINDOW ? box.messages : box.messages.subList(0, WINDOW);
            taken[0] = new Delivery(box.id, List.copyOf(window), box.fresh, box.start, box.readInbox);
            box.fresh = null;
            box.start = null;
            box.readInbox = false;
            box.poked = false;
            return box;
        });
        return taken[0] == null ? new Delivery(id, List.of(), null, null, false) : taken[0];
    }

    /**
     * Ends a stored turn.
     *
     * @param left the messages that it has not consumed
     * @param poke true to run another turn at once
     */
    void done(Delivery delivery, List<StoredMessage> left, boolean poke) {
        end(delivery.id(), box -> {
            box.failures = 0;
            box.poked |= poke;
            box.messages.subList(0, delivery.messages().size()).clear();
            box.messages.addAll(0, left);
        });
    }

    /** Ends a turn that stored nothing, dropping some of its messages, and runs it again. */
    void again(Delivery delivery, List<StoredMessage> without) {
        end(delivery.id(), box -> {
            box.messages.removeIf(without::contains);
            box.readInbox = true;
        });
    }

    /** Ends a turn that failed, until {@link #retry}; returns the number of failures in a row. */
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
            ready.add(id);
        }
    }

    /** Abandons an instance and returns its messages. */
    List<StoredMessage> drop(String id) {
        Mailbox box = boxes.remove(id);
        return box == null ? List.of() : box.messages;
    }

    private void end(String id, Consumer<Mailbox> change) {
        Mailbox left = boxes.computeIfPresent(id, (key, box) -> {
            change.accept(box);
            box.scheduled = false;
            return box.holds > 0 || box.hasWork() ? box : null;
        });
        if (left != null) {
            schedule(left);
        }
    }
}

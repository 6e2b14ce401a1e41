package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.internal.store.StoredMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Orders messages: those of the inbox by number and without duplicates, answers of activities between them by time. */
final class MessageOrder {

    /** The external events that one turn takes at most: each turn of a continue-as-new would take all of them again. */
    private static final int MOST_EVENTS = 256;

    private MessageOrder() {}

    /** @param inbox the stored messages, read after those in memory were stored, null if not read: others were taken by earlier turns */
    static List<StoredMessage> inOrder(List<StoredMessage> inMemory, @Nullable List<StoredMessage> inbox) {
        if (inbox == null && isOrdered(inMemory)) {
            return inMemory;
        }
        Map<Long, StoredMessage> numbered = new TreeMap<>();
        List<StoredMessage> answers = new ArrayList<>();
        for (StoredMessage message : inMemory) {
            if (message.activity() != null) {
                answers.add(message);
            } else if (inbox == null) {
                numbered.put(message.seq(), message);
            }
        }
        if (inbox != null) {
            inbox.forEach(message -> numbered.put(message.seq(), message));
        }
        answers.sort(Comparator.comparing(message -> message.message().event().at()));
        List<StoredMessage> ordered = new ArrayList<>(numbered.size() + answers.size());
        int next = 0;
        for (StoredMessage message : numbered.values()) {
            while (next < answers.size() && !isAfter(answers.get(next), message)) {
                ordered.add(answers.get(next++));
            }
            ordered.add(message);
        }
        ordered.addAll(answers.subList(next, answers.size()));
        return ordered;
    }

    private static boolean isOrdered(List<StoredMessage> messages) {
        long last = -1;
        for (StoredMessage message : messages) {
            if (message.activity() != null || message.seq() <= last) {
                return messages.size() < 2;
            }
            last = message.seq();
        }
        return true;
    }

    private static boolean isAfter(StoredMessage one, StoredMessage other) {
        return one.message().event().at().isAfter(other.message().event().at());
    }

    /** Returns the number of messages for one turn. */
    static int forOneTurn(List<StoredMessage> ordered) {
        int events = 0;
        for (int i = 0; i < ordered.size(); i++) {
            if (ordered.get(i).message().event() instanceof HistoryEvent.EventRaised && ++events > MOST_EVENTS) {
                return i;
            }
        }
        return ordered.size();
    }
}

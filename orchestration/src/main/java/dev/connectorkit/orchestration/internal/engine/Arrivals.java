package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.store.StoredMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Brings messages into order: those of the inbox by number, each once; answers of activities between them by time. */
final class Arrivals {

    private Arrivals() {}

    static List<StoredMessage> inOrder(List<StoredMessage> inMemory, List<StoredMessage> inbox) {
        if (inbox.isEmpty() && inMemory.size() < 2) {
            return inMemory;
        }
        Map<Long, StoredMessage> numbered = new TreeMap<>();
        List<StoredMessage> answers = new ArrayList<>();
        inbox.forEach(message -> numbered.put(message.seq(), message));
        for (StoredMessage message : inMemory) {
            if (message.activity() == null) {
                numbered.put(message.seq(), message);
            } else {
                answers.add(message);
            }
        }
        answers.sort(Comparator.comparing(message -> message.message().event().at()));
        List<StoredMessage> ordered = new ArrayList<>(numbered.size() + answers.size());
        int next = 0;
        for (StoredMessage message : numbered.values()) {
            while (next < answers.size()
                    && !answers.get(next)
                            .message()
                            .event()
                            .at()
                            .isAfter(message.message().event().at())) {
                ordered.add(answers.get(next++));
            }
            ordered.add(message);
        }
        ordered.addAll(answers.subList(next, answers.size()));
        return ordered;
    }
}

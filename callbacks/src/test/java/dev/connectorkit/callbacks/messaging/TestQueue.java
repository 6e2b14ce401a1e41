package dev.connectorkit.callbacks.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A broker with one queue in this process: it sends all messages again until they are settled. */
final class TestQueue implements MessageSource<TestQueue.Text> {

    private final Map<String, Text> messages = new LinkedHashMap<>();
    private final List<String> rejected = new ArrayList<>();
    private int received;
    private int lostSettlements;
    private boolean closed;

    record Text(String id, String text) implements Message {

        @Override
        public byte[] body() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    synchronized void send(String id, String text) {
        messages.put(id, new Text(id, text));
        notifyAll();
    }

    /** Fails the next settlements. */
    synchronized void loseSettlements(int count) {
        lostSettlements = count;
    }

    @Override
    public synchronized List<Text> receive(Duration longest) throws InterruptedException {
        if (messages.isEmpty()) {
            wait(longest.toMillis());
        }
        received += messages.size();
        return List.copyOf(messages.values());
    }

    @Override
    public synchronized void settle(List<Text> published, List<Text> refused) {
        if (lostSettlements > 0) {
            lostSettlements--;
            throw new IllegalArgumentException("The connection to the broker is lost");
        }
        published.forEach(message -> messages.remove(message.id()));
        refused.forEach(message -> {
            messages.remove(message.id());
            rejected.add(message.id());
        });
    }

    synchronized boolean isEmpty() {
        return messages.isEmpty();
    }

    synchronized int received() {
        return received;
    }

    synchronized List<String> rejected() {
        return List.copyOf(rejected);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}

package dev.connectorkit.callbacks.internal.delivery;

import java.util.LinkedHashMap;
import java.util.Map;

/** The subscriptions that have answered since the start, the last ones. Guarded by the lock of {@link HostScheduler}. */
final class RecentAnswers {

    private static final int MOST = 50_000;

    private final Map<String, Boolean> subscriptions = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    };

    void add(String subscription) {
        subscriptions.put(subscription, true);
    }

    void remove(String subscription) {
        subscriptions.remove(subscription);
    }

    boolean contains(String subscription) {
        return subscriptions.containsKey(subscription);
    }
}

package dev.connectorkit.storage;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listeners by channel. Thread-safe; a listener that fails affects nobody else. */
final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Map<String, List<Runnable>> byChannel = new ConcurrentHashMap<>();

    Runnable add(String channel, Runnable listener) {
        List<Runnable> all = byChannel.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>());
        all.add(listener);
        return () -> all.remove(listener);
    }

    /** Calls the listeners of a channel, or with null of all of them. */
    void wake(@Nullable String channel) {
        if (channel == null) {
            byChannel.keySet().forEach(this::wake);
            return;
        }
        for (Runnable listener : byChannel.getOrDefault(channel, List.of())) {
            try {
                listener.run();
            } catch (Throwable e) {
                FailureLog.error(LOG, "A listener of " + channel + " failed", e);
            }
        }
    }
}

package dev.connectorkit.storage;

import java.util.List;
import java.util.Map;
import java.util.Set;
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
        byChannel.compute(channel, (name, known) -> {
            List<Runnable> all = known == null ? new CopyOnWriteArrayList<>() : known;
            all.add(listener);
            return all;
        });
        return () -> byChannel.computeIfPresent(channel, (name, all) -> {
            all.remove(listener);
            return all.isEmpty() ? null : all;
        });
    }

    /** Returns the channels that have listeners. */
    Set<String> channels() {
        return byChannel.keySet();
    }

    /** Calls the listeners of a channel, or with null of all of them. */
    void wake(@Nullable String channel) {
        if (channel == null) {
            channels().forEach(this::wake);
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

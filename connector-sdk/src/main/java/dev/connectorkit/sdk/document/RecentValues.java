package dev.connectorkit.sdk.document;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The most recently used values of a function, up to a number. Thread-safe; a value that is computed keeps nobody from the others.
 *
 * @param <K> the key, chosen by clients
 * @param <V> the value
 */
final class RecentValues<K, V> {

    private final Map<K, V> values;

    /** @param kept the largest number of values */
    RecentValues(int kept) {
        this.values = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > kept;
            }
        };
    }

    /** Returns the value of this key; computes it outside the lock, perhaps twice if two ask at once. */
    V get(K key, Supplier<V> computation) {
        V known = known(key);
        if (known == null) {
            known = computation.get();
            synchronized (this) {
                values.put(key, known);
            }
        }
        return known;
    }

    private synchronized @Nullable V known(K key) {
        return values.get(key);
    }

    synchronized int size() {
        return values.size();
    }
}

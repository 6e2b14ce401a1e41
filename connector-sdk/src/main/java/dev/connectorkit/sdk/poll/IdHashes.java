package dev.connectorkit.sdk.poll;

import dev.connectorkit.storage.crypto.Sha256;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The hashes of ids: the first 48 bits of their SHA-256. Remembers those of the latest ids, as a source lists the same items to
 * one poll after the other. Thread-safe.
 */
final class IdHashes {

    private static final int SLOT_BITS = 12;
    private static final int LONGEST = 64; // so that no more than half a megabyte of ids is kept
    private static final AtomicReferenceArray<Known> KNOWN = new AtomicReferenceArray<>(1 << SLOT_BITS);

    private record Known(String id, long hash) {}

    private IdHashes() {}

    static long of(String id) {
        if (id.length() > LONGEST) {
            return hash(id);
        }
        int spread = id.hashCode() * 0x9E37_79B9;
        int slot = spread >>> (Integer.SIZE - SLOT_BITS);
        Known known = KNOWN.get(slot);
        if (known == null || !known.id().equals(id)) {
            known = new Known(id, hash(id));
            KNOWN.set(slot, known);
        }
        return known.hash();
    }

    private static long hash(String id) {
        return ByteBuffer.wrap(Sha256.of(id)).getLong() >>> (Long.SIZE - 8 * Mark.HASH_BYTES);
    }
}

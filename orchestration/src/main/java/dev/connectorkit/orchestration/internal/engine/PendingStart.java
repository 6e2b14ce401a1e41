package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.store.NewInstance;
import dev.connectorkit.storage.Maintenance;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An instance that is not stored yet. It is stored with its first turn if that ends soon, which saves a commit, and alone
 * otherwise, so that no code of an author holds up the client. Thread-safe.
 */
final class PendingStart {

    private static final long LONGEST_TURN_MILLIS = 50;

    private final NewInstance instance;
    private final Supplier<? extends CompletableFuture<?>> alone;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final CompletableFuture<Boolean> stored = new CompletableFuture<>();

    /** @param alone stores the instance without a turn */
    PendingStart(NewInstance instance, Supplier<? extends CompletableFuture<?>> alone) {
        this.instance = instance;
        this.alone = alone;
    }

    NewInstance instance() {
        return instance;
    }

    /** Takes the instance to store it; returns false if another has taken it. Then {@link #end} or {@link #storeTaken} follows. */
    boolean take() {
        return taken.compareAndSet(false, true);
    }

    /** Stores the instance alone, unless it was taken. */
    void storeAlone() {
        if (take()) {
            storeTaken();
        }
    }

    /** Stores the instance alone. */
    void storeTaken() {
        Maintenance.after(alone.get(), (done, failure) -> end(failure));
    }

    /** Reports that the instance is stored, or may not be stored. */
    void end(@Nullable Throwable failure) {
        if (failure == null) {
            stored.complete(true);
        } else {
            stored.completeExceptionally(TurnErrors.cause(failure));
        }
    }

    /** Returns the end of the commit. */
    CompletableFuture<Boolean> stored() {
        return stored;
    }

    /** Waits until the instance is stored, with its first turn only if that has ended in time. */
    void await() {
        boolean interrupted = false;
        try {
            boolean unused = stored.get(LONGEST_TURN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (TimeoutException | ExecutionException e) {
            // Either way the end of the commit has the answer.
        }
        storeAlone();
        try {
            boolean unused = stored.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                failure.addSuppressed(e);
                throw failure;
            }
            throw e;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

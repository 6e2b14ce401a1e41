package dev.connectorkit.server;

import java.util.concurrent.CountDownLatch;

/**
 * Ties a server to its JVM: while it is open, the JVM does not end because {@code main} has returned, and a JVM that is asked to
 * end (SIGTERM, SIGINT, {@link System#exit}) closes the server first. All other threads of a server are daemons.
 *
 * <p>Thread-safe.
 */
final class ServerLifetime {

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    /**
     * Not begun yet.
     *
     * @param close run when the JVM is asked to end
     */
    ServerLifetime(Runnable close) {
        this.hook = new Thread(close, "connector-stop");
    }

    /** Begins; a JVM that is ending already closes the server at once. */
    void begin() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            hook.start();
            return;
        }
        Thread alive = new Thread(this::keepAlive, "connector-alive");
        alive.setDaemon(false);
        alive.start();
    }

    private void keepAlive() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // by somebody who wants this JVM to end
        }
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /** Waits until the server is closed. */
    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** Lets the JVM end by itself, and forgets the server. */
    void end() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, maybe by this very hook.
        }
    }
}

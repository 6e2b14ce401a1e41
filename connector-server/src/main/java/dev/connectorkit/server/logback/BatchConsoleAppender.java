package dev.connectorkit.server.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Appender to the console for many short lines, as those of the request log. A thread of its own makes the lines and writes all those of
 * ten milliseconds at once; the thread that logs only hands over the event. No line is dropped: with 8,192 lines waiting, threads that log
 * wait too. Lines that still wait are written when the appender is stopped and when the JVM ends, unless it is killed.
 *
 * <p>Options are those of {@link ConsoleAppender}. Lines of other appenders to the same console may come before a line that was logged
 * earlier.
 *
 * <p>Thread-safe.
 */
public final class BatchConsoleAppender extends ConsoleAppender<ILoggingEvent> {

    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int CAPACITY = 8192;
    private static final int BATCH_BYTES = 64 * 1024;

    private final Queue<ILoggingEvent> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
    private final Thread hook = new Thread(this::end, "log-end");
    private volatile @Nullable Thread writer;
    private volatile boolean ended;

    @Override
    public void start() {
        super.start();
        if (isStarted() && writer == null) {
            Thread thread = new Thread(this::writeUntilEnd, "log-writer");
            thread.setDaemon(true);
            writer = thread;
            thread.start();
            try {
                Runtime.getRuntime().addShutdownHook(hook);
            } catch (IllegalStateException e) {
                ended = true; // the JVM ends already
            }
        }
    }

    @Override
    public void stop() {
        if (isStarted()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                addInfo("The JVM ends already");
            }
            end();
        }
        super.stop();
    }

    /** Writes what waits, and from now on each line by the thread that logs it. */
    void end() {
        ended = true;
        LockSupport.unpark(writer);
        writeWaiting();
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (!isStarted()) {
            return;
        }
        var unusedName = event.getThreadName(); // both are those of this thread, and kept by the event
        var unusedContext = event.getMDCPropertyMap();
        if (!areConstant(event.getArgumentArray())) {
            var unusedMessage = event.getFormattedMessage();
        }
        waiting.add(event);
        int before = count.getAndIncrement();
        if (ended) {
            writeWaiting();
        } else if (before == 0) {
            LockSupport.unpark(writer);
        } else if (before >= CAPACITY) {
            LockSupport.unpark(writer);
            while (count.get() >= CAPACITY && !ended) {
                LockSupport.parkNanos(this, WINDOW_NANOS / 10);
            }
        }
    }

    /** Returns whether the arguments are the same when the line is made later. */
    private static boolean areConstant(@Nullable Object @Nullable [] arguments) {
        if (arguments != null) {
            for (Object argument : arguments) {
                boolean constant = argument == null
                        || argument instanceof String
                        || argument instanceof Integer
                        || argument instanceof Long
                        || argument instanceof Boolean;
                if (!constant) {
                    return false;
                }
            }
        }
        return true;
    }

    private void writeUntilEnd() {
        while (!ended) {
            if (count.get() == 0) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, WINDOW_NANOS);
                writeWaiting();
            }
        }
    }

    private void writeWaiting() {
        streamWriteLock.lock();
        try {
            ILoggingEvent event = waiting.poll();
            int written = 0;
            while (event != null) {
                written++;
                encode(event);
                event = waiting.poll();
                if (event == null || batch.size() >= BATCH_BYTES) {
                    writeBatch();
                    count.addAndGet(-written);
                    written = 0;
                }
            }
        } finally {
            streamWriteLock.unlock();
        }
    }

    private void encode(ILoggingEvent event) {
        try {
            batch.writeBytes(getEncoder().encode(event));
        } catch (RuntimeException e) {
            addError("A line could not be made", e); // the others are
        }
    }

    private void writeBatch() {
        try {
            batch.writeTo(getOutputStream());
            getOutputStream().flush();
        } catch (IOException | RuntimeException e) {
            addError("Lines could not be written", e);
        } finally {
            batch.reset();
        }
    }
}

package dev.connectorkit.samples.files;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.sdk.poll.Cursor;
import dev.connectorkit.sdk.poll.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.server.spi.Container;
import org.glassfish.jersey.server.spi.ContainerLifecycleListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the files of a tree that are touched, from the start of the server to its end. The file system's events say only that
 * there is something to look for; new files are found by a cursor, kept on disk, so that a lost event, a restart or a
 * touch while nobody watched loses nothing. A crash between publishing and writing the cursor publishes once more.
 */
public final class FileWatch implements ContainerLifecycleListener {

    /** Returns the event as it is published. */
    public static Callbacks<FileFilter, TouchedFile> event() {
        return Callbacks.named("TouchedFiles", FileFilter.class, TouchedFile.class)
                .where(FileFilter::matches)
                .build();
    }

    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);
    private static final Duration LATE =
            Duration.ofSeconds(2); // a walk over the tree may miss what is touched meanwhile
    private static final long LOOK_MILLIS = 1000; // where events get lost, the tree is looked at this often
    private static final long SETTLE_MILLIS = 20; // one touch makes several events

    private final WatchedFolder folder;
    private final Path book;
    private final Callbacks<FileFilter, TouchedFile> touched;
    private final Clock clock;
    private @Nullable WatchService events;
    private @Nullable Thread thread;

    /**
     * Creates a watch of a folder.
     *
     * @param book the file that remembers what was published
     * @param clock that of the touches
     */
    public FileWatch(WatchedFolder folder, Path book, Callbacks<FileFilter, TouchedFile> touched, Clock clock) {
        this.folder = folder;
        this.book = book;
        this.touched = touched;
        this.clock = clock;
    }

    @Override
    public void onStartup(Container container) {
        try {
            WatchService service = folder.root().getFileSystem().newWatchService();
            Cursor start = read();
            events = service;
            watch(service, folder.root());
            Thread watching = new Thread(() -> run(service, start), "file-watch");
            watching.setDaemon(true);
            thread = watching;
            watching.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot watch " + folder.root(), e);
        }
    }

    @Override
    public void onReload(Container container) {
        // The folder is still the same.
    }

    @Override
    public void onShutdown(Container container) {
        try {
            if (events != null && thread != null) {
                events.close();
                thread.join();
            }
        } catch (IOException e) {
            LOG.warn("The watch did not end well", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(WatchService service, Cursor start) {
        Cursor cursor = start;
        try {
            while (true) {
                try {
                    cursor = publish(cursor);
                } catch (IOException | RuntimeException e) {
                    LOG.warn("The files of {} will be looked at again", folder.root(), e);
                }
                WatchKey first = service.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                for (WatchKey key = first; key != null; key = service.poll(SETTLE_MILLIS, TimeUnit.MILLISECONDS)) {
                    drain(service, key);
                }
            }
        } catch (ClosedWatchServiceException e) {
            LOG.debug("The watch has ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Folders are watched one by one: a new one needs a watch of its own. */
    private void drain(WatchService service, WatchKey key) {
        Path parent = (Path) key.watchable();
        key.pollEvents().forEach(event -> {
            if (event.kind() == ENTRY_CREATE && event.context() instanceof Path name) {
                try {
                    watch(service, parent.resolve(name));
                } catch (IOException e) {
                    LOG.warn("Cannot watch {}", parent.resolve(name), e);
                }
            }
        });
        key.reset();
    }

    private static void watch(WatchService service, Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                directory.register(service, ENTRY_CREATE, ENTRY_MODIFY);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE; // gone again, or not ours to read
            }
        });
    }

    private Cursor publish(Cursor from) throws IOException {
        Cursor cursor = from;
        while (true) {
            List<TouchedFile> since = folder.touchedSince(cursor.from(), "*", true);
            Poll<List<TouchedFile>> page =
                    cursor.withNow(clock.instant()).batch(since, TouchedFile::touchedAt, TouchedFile::path);
            if (!(page instanceof Poll.Found<List<TouchedFile>> found)) {
                return cursor;
            }
            found.payload().forEach(touched::publish);
            cursor = (Cursor) found.state();
            write(cursor);
        }
    }

    private Cursor read() throws IOException {
        if (Files.exists(book)) {
            return Cursor.parse(Files.readString(book).trim()).withLookBack(LATE);
        }
        Cursor start = Cursor.at(clock.instant()).withLookBack(LATE);
        write(start);
        return start;
    }

    /** Writes the cursor as a whole or not at all. */
    private void write(Cursor cursor) throws IOException {
        Path draft = book.resolveSibling(book.getFileName() + ".new");
        Files.writeString(draft, cursor + "\n");
        Files.move(draft, book, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

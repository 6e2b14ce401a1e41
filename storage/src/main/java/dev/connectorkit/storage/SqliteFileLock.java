package dev.connectorkit.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lock file beside a SQLite file, which keeps a second process out, whose leases this one would not see. */
final class SqliteFileLock implements AutoCloseable {

    private final FileChannel channel;

    private SqliteFileLock(FileChannel channel) {
        this.channel = channel;
    }

    static SqliteFileLock of(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        FileChannel channel =
                FileChannel.open(Path.of(file + "-lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = null;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // held by this process: as good as by another
        }
        if (held == null) {
            channel.close();
            throw new StorageException("The SQLite file " + file
                    + " is in use by another connector; stop that one, or share a PostgreSQL database between the two");
        }
        return new SqliteFileLock(channel);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StorageException("Cannot release the lock", e);
        }
    }
}

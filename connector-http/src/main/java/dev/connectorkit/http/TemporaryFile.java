package dev.connectorkit.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file on disk that lasts as long as it is open, so that a process that is killed leaves nothing: Unix removes its name at once,
 * Windows the file with its last handle. Thread-safe; written by one thread at a time.
 */
public final class TemporaryFile {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFile.class);

    private @Nullable FileChannel channel;
    private int readers;

    /**
     * Creates an empty file.
     *
     * @param prefix of its name
     */
    public TemporaryFile(String prefix) throws IOException {
        channel = FileChannel.open(
                Files.createTempFile(prefix, null),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    /**
     * Writes from this position on; returns the number of bytes.
     *
     * @throws ClosedChannelException if the file has been removed, also meanwhile
     */
    public long write(long position, InputStream bytes) throws IOException {
        return bytes.transferTo(Channels.newOutputStream(open().position(position)));
    }

    private synchronized FileChannel open() throws ClosedChannelException {
        if (channel == null) {
            throw new ClosedChannelException();
        }
        return channel;
    }

    /**
     * Returns the bytes, which can be read until they are closed, also when the file has been removed.
     *
     * @throws ClosedChannelException if the file has been removed
     */
    public synchronized InputStream content() throws ClosedChannelException {
        InputStream content = new Content(open());
        readers++;
        return content;
    }

    /** Removes the file, once nothing reads it. */
    public synchronized void remove() {
        FileChannel last = channel;
        channel = null; // a content that is never closed is then found by the garbage collector
        if (last != null && readers == 0) {
            close(last);
        }
    }

    private synchronized void left(FileChannel read) {
        readers--;
        if (channel == null && readers == 0) {
            close(read);
        }
    }

    private static void close(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("A temporary file could not be removed", e);
        }
    }

    private final class Content extends InputStream {

        private final FileChannel file;
        private long position;
        private boolean closed;

        Content(FileChannel file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = length == 0 ? 0 : file.read(ByteBuffer.wrap(buffer, offset, length), position);
            position += Math.max(0, read);
            return read;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                left(file);
            }
        }
    }
}

package dev.connectorkit.sdk.file;

import dev.connectorkit.annotations.File;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The content of a file, with its name and media type: a body, a part of a form ({@link File}), or an answer, which engines may
 * then fetch in ranges if its size is known.
 *
 * <p>The content is read once, by one thread.
 */
@File
public final class FileContent implements Closeable {

    private final @Nullable String name;
    private final String mediaType;
    private final long size;
    private final InputStream stream;

    FileContent(@Nullable String name, String mediaType, long size, InputStream stream) {
        this.name = name;
        this.mediaType = mediaType;
        this.size = size;
        this.stream = stream;
    }

    /** Returns a file in memory; {@code name} is offered to whoever downloads it. */
    public static FileContent of(String name, String mediaType, byte[] content) {
        return new FileContent(FileNames.last(name), mediaType, content.length, new ByteArrayInputStream(content));
    }

    /** Returns a file of unknown size, which is sent as a whole. The stream is closed at the end of the answer. */
    public static FileContent of(String name, String mediaType, InputStream content) {
        return new FileContent(FileNames.last(name), mediaType, -1, content);
    }

    /**
     * Returns a file on disk, under its own name.
     *
     * @throws IOException if it cannot be opened
     */
    public static FileContent of(Path file, String mediaType) throws IOException {
        Path name = file.getFileName();
        return new FileContent(
                name == null ? null : name.toString(), mediaType, Files.size(file), Files.newInputStream(file));
    }

    /** Returns the last part of the name that was sent, without folders and control characters; empty without a name. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** Returns the media type, {@code application/octet-stream} if none was sent. */
    public String mediaType() {
        return mediaType;
    }

    /** Returns the size in bytes, as far as it is known before reading. */
    public OptionalLong size() {
        return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /** Returns the content, always the same stream. */
    public InputStream stream() {
        return stream;
    }

    /**
     * Reads all the content into memory.
     *
     * @throws IOException if it cannot be read
     */
    public byte[] bytes() throws IOException {
        return stream.readAllBytes();
    }

    /** Closes the content; the toolkit does that at the end of a request. */
    @Override
    public void close()
            throws IOException { // Jersey closes the stream of a body before the method is called, unless it can be
        // closed
        stream.close();
    }
}

package dev.connectorkit.sdk.keys;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** The keys of a connector: each generated once, then kept in the data folder, readable by its owner only. */
public enum KeyFile {
    /** Signs trigger states, seals callback URLs. */
    STATE("state.key", "", "polls in progress will be refused, and subscriptions cannot be delivered to"),
    /** Signs deliveries. */
    SIGNING("webhook-signing.key", "whsec_", "receivers that verify signatures need the new key"),
    /** Opens the operator's API. */
    ADMIN("admin.key", "", "operators need the new key"),
    /** Opens the management API of orchestrations; it is part of URLs, so it is written in their alphabet. */
    SYSTEM("system.key", "", "links that were issued will be refused");

    /** The shortest key that is accepted, in bytes. */
    public static final int MIN_BYTES = 16;

    private static final int BYTES = 32;
    private static final long EMPTY_NANOS = 5_000_000_000L;
    private static final long PAUSE_NANOS = 20_000_000;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final String file;
    private final String prefix;
    private final String withoutIt;

    KeyFile(String file, String prefix, String withoutIt) {
        this.file = file;
        this.prefix = prefix;
        this.withoutIt = withoutIt;
    }

    /** Returns a key that ends with this process. */
    public static byte[] random() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /** Creates a hard link, which not every file system can do. */
    @FunctionalInterface
    interface Link {
        void create(Path link, Path existing) throws IOException;
    }

    /**
     * Returns the key of this data folder; the first call creates folder and key. Processes that start together get the same
     * key, on file systems without hard links too.
     *
     * @throws IllegalArgumentException if the file there holds no key
     */
    public byte[] in(Path dataDir) {
        return in(dataDir, Files::createLink);
    }

    byte[] in(Path dataDir, Link link) {
        Path path = dataDir.resolve(file);
        try {
            Files.createDirectories(dataDir);
            if (Files.notExists(path)) {
                create(path, link);
            }
            String text = read(path);
            byte[] key = text.startsWith(prefix) ? decoded(text.substring(prefix.length())) : new byte[0];
            if (key.length >= MIN_BYTES) {
                return key;
            }
            throw new IllegalArgumentException("too short");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    path + " must hold " + (prefix.isEmpty() ? "" : prefix + " and ") + "at least " + MIN_BYTES
                            + " bytes in base64: put the key back, or delete the file for a new one (" + withoutIt
                            + ")",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("A key cannot be kept in " + path, e);
        }
    }

    /** Complete or not at all: two processes that start together agree on one key. */
    private void create(Path path, Link link) throws IOException {
        byte[] line = (prefix + encoded(random()) + "\n").getBytes(StandardCharsets.US_ASCII);
        Path draft = Files.createTempFile(
                path.getParent(), file, ".new"); // readable by its owner only, where files know that
        try {
            Files.write(draft, line);
            link.create(path, draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was first.
        } catch (FileSystemException | UnsupportedOperationException e) {
            createWithoutLink(path, line);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** One process creates the file and writes it at once; the others wait while it is empty. */
    private static void createWithoutLink(Path path, byte[] line) throws IOException {
        FileAttribute<?>[] owner =
                path.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                        : new FileAttribute<?>[0];
        try (FileChannel created = FileChannel.open(path, EnumSet.of(CREATE_NEW, WRITE), owner)) {
            created.write(ByteBuffer.wrap(line));
            created.force(true);
        } catch (FileAlreadyExistsException e) {
            // Another process was first.
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /** Returns the text of the file without whitespace, in the encodings that editors and shells write. */
    private static String read(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        long deadline = System.nanoTime() + EMPTY_NANOS;
        while (bytes.length == 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE_NANOS); // another process is about to write it
            bytes = Files.readAllBytes(path);
        }
        Charset charset = bytes.length < 2
                ? StandardCharsets.UTF_8
                : switch ((bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF)) {
                    case 0xFFFE, 0xFEFF -> StandardCharsets.UTF_16;
                    default -> StandardCharsets.UTF_8;
                };
        return new String(bytes, charset).replace("\uFEFF", "").replaceAll("\\s", "");
    }

    /** Returns the text of a key as it is in the file. */
    public String encoded(byte[] key) {
        Base64.Encoder encoder = this == SYSTEM ? Base64.getUrlEncoder().withoutPadding() : Base64.getEncoder();
        return encoder.encodeToString(key);
    }

    /** Decodes either alphabet. */
    private static byte[] decoded(String text) {
        return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    }
}

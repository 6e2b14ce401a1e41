package dev.connectorkit.sdk.internal.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The key that signs trigger states: generated once, then kept in the data folder, readable by its owner only. */
public final class StateKey {

    /** The shortest key that is accepted, in bytes. */
    public static final int MIN_BYTES = 16;

    private static final String FILE = "state.key";
    private static final int BYTES = 32;

    private StateKey() {}

    /** A key that ends with this process. */
    public static byte[] random() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /**
     * The key of this data folder; the first call makes folder and key.
     *
     * @throws IllegalArgumentException if the file there holds no key
     */
    public static byte[] in(Path dataDir) {
        Path file = dataDir.resolve(FILE);
        try {
            Files.createDirectories(dataDir);
            if (Files.notExists(file)) {
                create(file);
            }
            byte[] key = Base64.getDecoder().decode(Files.readString(file).trim());
            if (key.length >= MIN_BYTES) {
                return key;
            }
            throw new IllegalArgumentException("too short");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file + " must hold at least " + MIN_BYTES + " bytes in base64: put the key back, or delete the file"
                            + " for a new one (polls in progress will then be refused)",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("The key for trigger states cannot be kept in " + file, e);
        }
    }

    /** Complete or not at all: two processes that start together agree on one key. */
    private static void create(Path file) throws IOException {
        Path draft = Files.createTempFile(
                file.getParent(), FILE, ".new"); // readable by its owner only, where files know that
        try {
            Files.writeString(draft, Base64.getEncoder().encodeToString(random()) + "\n");
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            return; // another process was first
        } catch (UnsupportedOperationException e) {
            Files.copy(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}

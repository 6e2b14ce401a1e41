package dev.connectorkit.sdk.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The keys of a connector: each generated once, then kept in the data folder, readable by its owner only. */
public enum KeyFile {
    /** Signs trigger states, seals callback URLs. */
    STATE("state.key", "", "polls in progress will be refused, and subscriptions cannot be delivered to"),
    /** Signs deliveries. */
    SIGNING("webhook-signing.key", "whsec_", "receivers that verify signatures need the new key"),
    /** Opens the operator's API. */
    ADMIN("admin.key", "", "operators need the new key"),
    /** Opens the management API of orchestrations; it stands in URLs, so it is written in their alphabet. */
    SYSTEM("system.key", "", "links that were issued will be refused");

    /** The shortest key that is accepted, in bytes. */
    public static final int MIN_BYTES = 16;

    private static final int BYTES = 32;

    private final String file;
    private final String prefix;
    private final String withoutIt;

    KeyFile(String file, String prefix, String withoutIt) {
        this.file = file;
        this.prefix = prefix;
        this.withoutIt = withoutIt;
    }

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
    public byte[] in(Path dataDir) {
        Path path = dataDir.resolve(file);
        try {
            Files.createDirectories(dataDir);
            if (Files.notExists(path)) {
                create(path);
            }
            String text = Files.readString(path).trim();
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
    private void create(Path path) throws IOException {
        Path draft = Files.createTempFile(
                path.getParent(), file, ".new"); // readable by its owner only, where files know that
        try {
            Files.writeString(draft, prefix + encoded(random()) + "\n");
            Files.createLink(path, draft);
        } catch (FileAlreadyExistsException e) {
            return; // another process was first
        } catch (UnsupportedOperationException e) {
            Files.copy(draft, path);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** The text of a key as it stands in the file. */
    public String encoded(byte[] key) {
        Base64.Encoder encoder = this == SYSTEM ? Base64.getUrlEncoder().withoutPadding() : Base64.getEncoder();
        return encoder.encodeToString(key);
    }

    /** Decodes either alphabet. */
    private static byte[] decoded(String text) {
        return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    }
}

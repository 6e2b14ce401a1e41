package dev.connectorkit.swagger;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Published connectors and schemas to test against, which are no part of the project. */
public final class SharedFiles {

    private SharedFiles() {}

    /** The file or folder; a test that needs one that is not there is skipped, and says so. */
    public static Path get(String path) {
        String given = System.getProperty("connectorkit.shared", "");
        Path folder = Path.of("").toAbsolutePath();
        while (given.isBlank() && folder != null && !Files.isDirectory(folder.resolve("shared/schemas"))) {
            folder = folder.getParent();
        }
        Path shared = given.isBlank() ? folder == null ? null : folder.resolve("shared") : Path.of(given);
        Assumptions.assumeTrue(
                shared != null && Files.exists(shared.resolve(path)),
                () -> "skipped: no folder 'shared' with " + path + " beside the project or at -Dconnectorkit.shared");
        return shared.resolve(path);
    }
}

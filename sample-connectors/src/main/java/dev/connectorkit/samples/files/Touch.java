package dev.connectorkit.samples.files;

import dev.connectorkit.http.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Creates or touches a file in a folder, and never one outside of it. */
final class Touch {

    /** The longest name of a file that the usual file systems take, in UTF-8. */
    private static final int MAX_NAME_BYTES = 255;

    private final WatchedFolder folder;
    private final Clock clock;

    Touch(WatchedFolder folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * Returns the file after it was touched.
     *
     * @throws ProblemException if the path is absolute, has a {@code ..}, names a folder, has a part that is too long, or goes
     *     through a symbolic link that leaves the folder
     */
    TouchedFile touch(String path) throws IOException {
        Path file = locate(path, true);
        try {
            Files.createFile(file);
            if (!clock.equals(Clock.systemUTC())) {
                Files.setLastModifiedTime(
                        file, FileTime.from(clock.instant())); // the file system has the time of the machine
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file)) {
                throw refused();
            }
            // A new file has its time already, and a second one would be a second touch.
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        }
        return describe(file);
    }

    TouchedFile describe(Path file) throws IOException {
        return folder.describe(file, Files.readAttributes(file, BasicFileAttributes.class));
    }

    /**
     * Returns the place of a file, whether or not it exists.
     *
     * @param create whether the folders on the way are created
     * @throws ProblemException for the same paths as {@link #touch}
     */
    Path locate(String path, boolean create) throws IOException {
        List<String> parts = parts(path);
        Path file = folder.root();
        for (String part : parts.subList(0, parts.size() - 1)) {
            file = inside(file.resolve(part));
            if (create && Files.notExists(file)) {
                Files.createDirectory(file);
            } else if (Files.exists(file) && !Files.isDirectory(file)) {
                throw refused();
            }
        }
        return inside(file.resolve(parts.get(parts.size() - 1)));
    }

    private static List<String> parts(String path) {
        String slashes = path.replace('\\', '/');
        List<String> parts = new ArrayList<>();
        try {
            if (slashes.startsWith("/") || slashes.endsWith("/") || slashes.matches("[A-Za-z]:.*")) {
                throw refused();
            }
            for (Path part : Path.of(slashes)) {
                String name = part.toString();
                if (name.isBlank() || name.equals("..")) {
                    throw refused();
                }
                if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
                    throw ProblemException.badRequest(
                            "path", "a path whose parts have at most " + MAX_NAME_BYTES + " bytes each");
                }
                if (!name.equals(".")) {
                    parts.add(name);
                }
            }
        } catch (InvalidPathException e) {
            throw refused();
        }
        if (parts.isEmpty()) {
            throw refused();
        }
        return parts;
    }

    /** Returns the target of a symbolic link, which must exist and be below the folder; returns other paths unchanged. */
    private Path inside(Path path) throws IOException {
        if (!Files.isSymbolicLink(path)) {
            return path;
        }
        if (Files.notExists(path) || !path.toRealPath().startsWith(folder.root())) {
            throw refused();
        }
        return path.toRealPath();
    }

    private static ProblemException refused() {
        return ProblemException.badRequest(
                "path", "the path of a file below the watched folder, such as reports/today.txt");
    }
}

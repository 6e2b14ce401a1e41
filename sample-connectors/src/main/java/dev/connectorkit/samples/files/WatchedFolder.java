package dev.connectorkit.samples.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A directory tree, read anew on every call. Symbolic links are not followed. Thread-safe. */
public final class WatchedFolder {

    private final Path root;

    /** @param root made where it does not exist */
    public WatchedFolder(Path root) throws IOException {
        this.root = Files.createDirectories(root).toRealPath();
    }

    Path root() {
        return root;
    }

    /**
     * Returns the files that match and were touched at this instant or later, in no order.
     *
     * @param pattern a glob; one without {@code /} is matched against the names of files, another against their paths
     * @throws java.util.regex.PatternSyntaxException if the pattern is no glob
     */
    List<TouchedFile> touchedSince(Instant from, String pattern, boolean subfolders) throws IOException {
        Predicate<Path> matcher = matcher(pattern);
        List<TouchedFile> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return subfolders || folder.equals(root) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                Path relative = root.relativize(file);
                if (attributes.isRegularFile()
                        && !attributes.lastModifiedTime().toInstant().isBefore(from)
                        && matcher.test(relative)) {
                    found.add(describe(file, attributes));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (file.equals(root)) {
                    throw failure;
                }
                return FileVisitResult.CONTINUE; // deleted while we looked, or not ours to read
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path folder, @org.jspecify.annotations.Nullable IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    /** Returns a pattern as {@link #touchedSince} applies it to paths below the root. */
    static Predicate<Path> matcher(String pattern) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        return pattern.contains("/") ? matcher::matches : path -> matcher.matches(path.getFileName());
    }

    TouchedFile describe(Path file, BasicFileAttributes attributes) {
        return new TouchedFile(
                root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/"),
                file.getFileName().toString(),
                attributes.size(),
                attributes.lastModifiedTime().toInstant());
    }
}

package dev.connectorkit.samples.files;

import dev.connectorkit.annotations.Summary;
import dev.connectorkit.annotations.Visibility;
import jakarta.validation.constraints.Size;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which touched files a subscription wants.
 *
 * @param searchPattern a glob; all files where it is absent
 * @param subfolders whether those in subfolders too; they are where it is absent
 */
public record FileFilter(
        @Size(min = 1, max = 200) @Glob
        @Summary(
                value = "Search Pattern",
                description = "Which files, as in *.txt or reports/**/*.csv; all where it is empty.")
        @Nullable String searchPattern,

        @Visibility(Visibility.Level.ADVANCED)
        @Summary(value = "Subfolders", description = "Whether to look into subfolders too; yes where it is empty.")
        @Nullable Boolean subfolders) {

    /** Whether a subscription with this filter gets the file. */
    boolean matches(TouchedFile file) {
        boolean below = file.path().contains("/");
        return (!below || !Boolean.FALSE.equals(subfolders))
                && (searchPattern == null
                        || WatchedFolder.matcher(searchPattern).test(Path.of(file.path())));
    }
}

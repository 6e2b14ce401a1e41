package dev.connectorkit.samples.files;

import dev.connectorkit.swagger.Summary;
import dev.connectorkit.swagger.Visibility;
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

    /** Whether a subscription with this filter, or with none, gets the file. */
    static boolean matches(@Nullable FileFilter filter, TouchedFile file) {
        if (filter == null) {
            return true;
        }
        boolean below = file.path().contains("/");
        return (!below || !Boolean.FALSE.equals(filter.subfolders))
                && (filter.searchPattern == null
                        || WatchedFolder.matcher(filter.searchPattern).test(Path.of(file.path())));
    }
}

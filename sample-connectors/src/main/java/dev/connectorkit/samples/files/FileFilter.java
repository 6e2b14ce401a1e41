package dev.connectorkit.samples.files;

import dev.connectorkit.annotations.Summary;
import dev.connectorkit.annotations.Visibility;
import jakarta.validation.constraints.Size;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The touched files that a subscription gets.
 *
 * @param searchPattern a glob; all files if it is absent
 * @param subfolders whether those in subfolders are included; true if it is absent
 */
public record FileFilter(
        @Size(min = 1, max = 200) @Glob
        @Summary(
                value = "Search Pattern",
                description = "Pattern of the paths, as in *.txt or reports/**/*.csv; all where it is empty.")
        @Nullable String searchPattern,

        @Visibility(Visibility.Level.ADVANCED)
        @Summary(value = "Subfolders", description = "Includes subfolders; yes where it is empty.")
        @Nullable Boolean subfolders) {

    /** Returns whether a subscription with this filter gets the file. */
    boolean matches(TouchedFile file) {
        boolean below = file.path().contains("/");
        return (!below || !Boolean.FALSE.equals(subfolders))
                && (searchPattern == null
                        || WatchedFolder.matcher(searchPattern).test(Path.of(file.path())));
    }
}

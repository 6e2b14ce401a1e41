package dev.connectorkit.samples.files;

import dev.connectorkit.annotations.Summary;
import java.time.Instant;

/**
 * A file as the connector shows it.
 *
 * @param path below the watched folder, with {@code /} between its parts
 */
public record TouchedFile(
        @Summary(value = "Path", description = "The path of the file below the watched folder.")
        String path,

        @Summary(value = "Name", description = "The name of the file.")
        String name,

        @Summary(value = "Size", description = "The size of the file in bytes.")
        long size,

        @Summary(value = "Touched At", description = "Time of the last change or touch of the file.")
        Instant touchedAt) {}

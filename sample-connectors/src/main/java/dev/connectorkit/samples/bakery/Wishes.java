package dev.connectorkit.samples.bakery;

import dev.connectorkit.annotations.Summary;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a cake besides its flavour; the designer gets the fields from {@link Menu#wishes}.
 *
 * @param layers the number of layers; one if it is absent
 * @param inscription what to write on it; nothing where it is absent
 */
public record Wishes(
        @Min(1) @Max(9) @Summary(value = "Layers", description = "Number of layers of the cake.") @Nullable Integer layers,

        @Size(max = 60) @Summary(value = "Inscription", description = "Text on the cake.") @Nullable String inscription) {}

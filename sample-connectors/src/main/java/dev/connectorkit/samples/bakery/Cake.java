package dev.connectorkit.samples.bakery;

import dev.connectorkit.annotations.Summary;

/**
 * A cake.
 *
 * @param flavour of the menu
 * @param layers how many
 * @param inscription what is written on it, empty for nothing
 */
public record Cake(
        @Summary(value = "Flavour", description = "Taste of the cake.")
        String flavour,

        @Summary(value = "Layers", description = "Number of layers of the cake.")
        int layers,

        @Summary(value = "Inscription", description = "Text on the cake.")
        String inscription) {}

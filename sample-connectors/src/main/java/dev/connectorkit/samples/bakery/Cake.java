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
        @Summary(value = "Flavour", description = "What the cake tastes of.")
        String flavour,

        @Summary(value = "Layers", description = "How many layers the cake has.")
        int layers,

        @Summary(value = "Inscription", description = "What is written on the cake.")
        String inscription) {}

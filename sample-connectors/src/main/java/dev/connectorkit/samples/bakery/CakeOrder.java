package dev.connectorkit.samples.bakery;

import dev.connectorkit.annotations.DynamicValues;
import dev.connectorkit.annotations.Summary;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * An order of a customer.
 *
 * @param flavour of the menu
 * @param layers the number of layers; one if it is absent
 * @param inscription the text on it; no text if it is absent
 */
public record CakeOrder(
        @NotNull @Flavour
        @Summary(value = "Flavour", description = "Taste of the cake.")
        @DynamicValues(operation = "menu", value = "id", title = "name")
        String flavour,

        @Min(1) @Max(9) @Summary(value = "Layers", description = "Number of layers of the cake.") @Nullable Integer layers,

        @Size(max = 60) @Summary(value = "Inscription", description = "Text on the cake.") @Nullable String inscription) {

    /** Returns the cake that is asked for. */
    Cake cake() {
        return new Cake(flavour, layers == null ? 1 : layers, inscription == null ? "" : inscription);
    }
}

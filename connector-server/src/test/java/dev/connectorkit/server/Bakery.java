package dev.connectorkit.server;

import dev.connectorkit.annotations.Summary;
import dev.connectorkit.annotations.WebhookAction;
import dev.connectorkit.callbacks.SubscribeTo;
import dev.connectorkit.callbacks.Subscribed;
import dev.connectorkit.sdk.action.Accepted;
import dev.connectorkit.sdk.action.AsyncAction;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** A cake as a polling action and as a webhook action. */
@Path("cakes")
public final class Bakery {

    public record CakeOrder(
            @NotBlank @Summary("Flavour") @Schema(description = "Its taste.")
            String flavour,

            @Summary("Layers") @Schema(description = "Its number of layers.")
            int layers) {}

    public record Cake(
            @Summary("Flavour") @Schema(description = "Its taste.")
            String flavour,

            @Summary("Layers") @Schema(description = "Its number of layers.")
            int layers,

            @Summary("Price") @Schema(description = "Its price.")
            double price) {

        static Cake of(CakeOrder order) {
            return new Cake(order.flavour(), order.layers(), 9.5 * order.layers());
        }
    }

    private final AsyncAction<CakeOrder, Cake> bake;

    Bakery(AsyncAction<CakeOrder, Cake> bake) {
        this.bake = bake;
    }

    static AsyncAction.Builder<CakeOrder, Cake> action() {
        return AsyncAction.named("bake-cake", CakeOrder.class, Cake.class);
    }

    @POST
    @Operation(summary = "Order a cake", description = "Bakes a cake to order.")
    public Accepted<Cake> orderCake(@Valid CakeOrder order) {
        return bake.accept(order);
    }

    @POST
    @Path("called")
    @Operation(summary = "Order a cake and be called", description = "Bakes a cake to order and calls when it is done.")
    @WebhookAction(notification = Cake.class, notificationDescription = "The cake")
    public Subscribed orderCakeAndBeCalled(SubscribeTo<CakeOrder> order) {
        return bake.accept(order);
    }
}

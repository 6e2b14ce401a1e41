package dev.connectorkit.samples.bakery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.annotations.DynamicSchema;
import dev.connectorkit.annotations.DynamicValues;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.annotations.Visibility;
import dev.connectorkit.annotations.WebhookAction;
import dev.connectorkit.callbacks.SubscribeTo;
import dev.connectorkit.callbacks.Subscribed;
import dev.connectorkit.sdk.action.Accepted;
import dev.connectorkit.sdk.action.AsyncAction;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;

/** Order a custom cake, and ask every now and then whether it is done, or leave a number to be called. */
@Path("/api/bakery")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class Bakery {

    private final AsyncAction<CakeOrder, Cake> baking;

    /** Creates the bakery with {@link #baking}. */
    public Bakery(AsyncAction<CakeOrder, Cake> baking) {
        this.baking = baking;
    }

    /** Returns the work behind both actions: {@link BakeCake}. */
    public static AsyncAction<CakeOrder, Cake> baking() {
        return AsyncAction.named("bake-cake", CakeOrder.class, Cake.class)
                .orchestration(BakeCake.NAME)
                .retryAfter(Duration.ofSeconds(5))
                .maxRunning(8)
                .maxQueued(100) // cakes in the oven, and orders that wait
                .idempotent()
                .build();
    }

    /** Orders a cake: 202 while it bakes, then the cake. */
    @POST
    @Path("cakes")
    @Operation(summary = "Order a cake", description = "This operation orders a cake and waits until it is baked.")
    public Accepted<Cake> orderCake(
            @QueryParam("flavour")
                    @NotNull @Flavour
                    @Summary(value = "Flavour", description = "Taste of the cake.")
                    @DynamicValues(operation = "menu", value = "id", title = "name")
                    String flavour,
            @Valid @NotNull @DynamicSchema(operation = "wishes", value = "schema", parameters = "flavour={flavour}")
                    Wishes wishes) {
        return baking.accept(new CakeOrder(flavour, wishes.layers(), wishes.inscription()));
    }

    /** Orders a cake; the bakery calls back when it is done. */
    @POST
    @Path("cakes/called")
    @Operation(
            summary = "Order a cake and be called",
            description = "This operation orders a cake; the bakery calls back.")
    @WebhookAction(notification = Cake.class, notificationDescription = "The cake.")
    public Subscribed orderCakeAndBeCalled(@NotNull SubscribeTo<CakeOrder> order) {
        return baking.accept(order);
    }

    /** Returns the flavours of the drop-down. */
    @GET
    @Path("menu")
    @Operation(summary = "Show the menu", description = "This operation lists the flavours.")
    @Visibility(Visibility.Level.INTERNAL)
    public List<Menu.Item> menu() {
        return Menu.ITEMS;
    }

    /** Returns the schema of the fields that depend on the flavour. */
    @GET
    @Path("wishes")
    @Operation(summary = "Show the wishes", description = "This operation gives the schema of what may be wished for.")
    @Visibility(Visibility.Level.INTERNAL)
    public WishSchema wishes(
            @QueryParam("flavour") @NotNull @Flavour @Summary(value = "Flavour", description = "Taste of the cake.")
                    String flavour) {
        return new WishSchema(Menu.wishes(flavour));
    }

    /** @param schema JSON Schema */
    public record WishSchema(JsonNode schema) {}
}

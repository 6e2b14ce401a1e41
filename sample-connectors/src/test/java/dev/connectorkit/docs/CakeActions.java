package dev.connectorkit.docs;

import dev.connectorkit.annotations.WebhookAction;
import dev.connectorkit.callbacks.SubscribeTo;
import dev.connectorkit.callbacks.Subscribed;
import dev.connectorkit.sdk.action.Accepted;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.server.ConnectorServer;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.ws.rs.POST;

/** The snippets of the guide on actions. */
@jakarta.ws.rs.Path("/bakery")
final class CakeActions {

    /** An order of a cake. */
    record CakeOrder(String flavour, int layers) {}

    /** A cake. */
    record Cake(String flavour, int layers) {}

    /** The price of a cake. */
    record Quote(double price) {}

    /** Bakes. */
    interface Oven {
        Cake bake(CakeOrder order);
    }

    /** Knows the prices. */
    interface Prices {
        Quote of(CakeOrder order);
    }

    private final AsyncAction<CakeOrder, Cake> bake;
    private final Prices prices;

    CakeActions(AsyncAction<CakeOrder, Cake> bake, Prices prices) {
        this.bake = bake;
        this.prices = prices;
    }

    static AsyncAction<CakeOrder, Cake> action(Oven oven) {
        // tag::action[]
        AsyncAction<CakeOrder, Cake> bake = AsyncAction.named("bake-cake", CakeOrder.class, Cake.class)
                .work((order, progress) -> {
                    progress.report(50, "in the oven");
                    return oven.bake(order);
                })
                .build();
        // end::action[]
        return bake;
    }

    static ConnectorServer server(java.nio.file.Path folder, AsyncAction<CakeOrder, Cake> bake, CakeActions bakery) {
        return
        // tag::server[]
        ConnectorServer.builder().dataDir(folder).actions(bake).register(bakery).start()
        // end::server[]
        ;
    }

    // tag::standard[]
    @POST
    @jakarta.ws.rs.Path("quotes")
    @Operation(summary = "Price a cake", description = "This operation returns the price of a cake.")
    public Quote quote(@Valid CakeOrder order) {
        return prices.of(order);
    }
    // end::standard[]

    // tag::polling[]
    @POST
    @jakarta.ws.rs.Path("cakes")
    @Operation(summary = "Order a cake", description = "This operation orders a cake and waits for it.")
    public Accepted<Cake> orderCake(@Valid CakeOrder order) {
        return bake.accept(order);
    }
    // end::polling[]

    // tag::webhook[]
    @POST
    @jakarta.ws.rs.Path("cakes/called")
    @Operation(summary = "Order a cake and be called", description = "This operation orders a cake and is called back.")
    @WebhookAction(notification = Cake.class)
    public Subscribed orderCakeAndBeCalled(SubscribeTo<CakeOrder> order) {
        return bake.accept(order);
    }
    // end::webhook[]
}

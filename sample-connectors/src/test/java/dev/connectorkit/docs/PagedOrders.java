package dev.connectorkit.docs;

import dev.connectorkit.annotations.PageState;
import dev.connectorkit.sdk.poll.Page;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Optional;

/** The snippet on lists in pages. */
@Path("/orders")
@Produces("application/json")
public final class PagedOrders {

    /** An order. */
    public record Order(long number, String customer) {}

    /** Keeps the orders. */
    public interface Database {
        /** Returns the first orders behind this number, in their order. */
        List<Order> after(long number, int atMost);
    }

    private static final int PAGE = 100;

    private final Database database;

    /** Creates the connector over a database. */
    public PagedOrders(Database database) {
        this.database = database;
    }

    // tag::pages[]
    @GET
    @Operation(summary = "List orders", description = "This operation lists all orders.")
    public Page<Order> listOrders(@PageState Optional<Long> after) {
        List<Order> orders = database.after(after.orElse(0L), PAGE);
        return orders.size() < PAGE
                ? Page.last(orders)
                : Page.of(orders, orders.get(PAGE - 1).number());
    }
    // end::pages[]
}

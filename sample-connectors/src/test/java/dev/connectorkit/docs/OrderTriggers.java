package dev.connectorkit.docs;

import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.sdk.poll.Cursor;
import dev.connectorkit.sdk.poll.Poll;
import dev.connectorkit.sdk.poll.SequenceCursor;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The snippets of the guide on polling triggers. */
@Path("/orders")
@Produces(MediaType.APPLICATION_JSON)
public class OrderTriggers {

    /** An order. */
    public record Order(
            @Summary(value = "Order ID", description = "The number of the order.")
            long id,

            @Summary(value = "Changed At", description = "When it was changed.")
            Instant changedAt) {}

    /** The source of orders. */
    public interface Store {
        List<Order> changedSince(Instant from);

        /** SELECT … WHERE id &gt; ? ORDER BY id LIMIT ? */
        List<Order> after(long id, int limit);

        /** SELECT coalesce(max(id), 0) … */
        long lastId();

        Order read(long id);
    }

    private final Store store;

    OrderTriggers(Store store) {
        this.store = store;
    }

    // tag::cursor[]
    @GET
    @Path("changed")
    @PollTrigger(summary = "When an order is changed")
    public Poll<Order> orderChanged(@TriggerState(lookBack = "PT5M") Cursor since) {
        return since.oneAtATime(store.changedSince(since.from()), Order::changedAt, order -> "" + order.id());
    }
    // end::cursor[]

    // tag::batch[]
    @GET
    @Path("new")
    @PollTrigger(summary = "When orders come in", checkAgainIn = "PT1M")
    public Poll<List<Order>> ordersCameIn(@TriggerState SequenceCursor since) {
        return since.batch(store::after, store::lastId, Order::id, 100);
    }
    // end::batch[]

    // tag::start[]
    @GET
    @Path("all")
    @PollTrigger(summary = "When an order is written to the journal")
    public Poll<Order> orderWritten(@TriggerState Optional<Long> lastSeen) {
        return lastSeen.isEmpty()
                ? Poll.nothing(0L) // the first poll: start before everything
                : Poll.oneAtATime(store.after(lastSeen.get(), 2), Order::id);
    }
    // end::start[]

    // tag::plain[]
    @GET
    @Path("plain")
    @PollTrigger(summary = "When an order is changed, readable")
    public Poll<Order> plain(@TriggerState(TriggerState.Form.PLAIN) Cursor since) {
        return since.oneAtATime(store.changedSince(since.from()), Order::changedAt, order -> "" + order.id());
    }
    // end::plain[]

    // tag::legacy[]
    @GET
    @Path("legacy")
    @PollTrigger(summary = "When an order is changed, for engines with legacy triggers", stateInBody = true)
    public Poll<Order> orderChangedTrigger(@TriggerState Cursor since) {
        return orderChanged(since);
    }
    // end::legacy[]

    // tag::failures[]
    @GET
    @Path("watched")
    @PollTrigger(summary = "When a watched order is changed")
    public Poll<Order> watched(@TriggerState Cursor since, @QueryParam("customer") @NotBlank String customer) {
        if (!customer.startsWith("C-")) {
            throw ProblemException.badRequest("customer", "a customer number such as C-1"); // 400, not tried again
        }
        if (store.lastId() == 0) {
            throw new ServiceUnavailableException("The orders are being moved.", 120L); // 503, tried again
        }
        return orderChanged(since).checkAgainIn(Duration.ofMinutes(5));
    }
    // end::failures[]

    // tag::action[]
    @POST
    @Path("reopen")
    @Operation(summary = "Reopen an order", description = "This operation opens a closed order again.")
    public Order reopenOrder(
            @QueryParam("id") @Summary(value = "Order ID", description = "The order to open.") long id) {
        return store.read(id);
    }
    // end::action[]
}

package dev.connectorkit.swagger;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.annotations.Visibility;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Resources with everything a connector's document has to cope with. */
final class Shop {

    private Shop() {}

    enum State {
        OPEN,
        CLOSED
    }

    record Address(
            @Summary(value = "City", description = "The city.")
            String city,

            String street) {}

    record Line(@NotNull String product, @Max(1000) int amount) {}

    record Order(
            @Summary(value = "Order ID", description = "The number of the order.")
            UUID id,

            @Summary("Bill To") Address billTo,

            @Summary(value = "Ship To", description = "Where it goes.") @Visibility(Visibility.Level.ADVANCED)
            Address shipTo,

            @Summary("Lines") List<Line> lines,
            @Summary("Notes") Map<String, String> notes,
            @Visibility(Visibility.Level.INTERNAL) String etag,
            State state,
            BigDecimal total,
            LocalDate due,
            Instant at,
            Optional<String> coupon,
            Order replaces,
            @JsonProperty("vat-id") String vatId) {}

    record Page<T>(
            List<T> value,
            @Visibility(Visibility.Level.INTERNAL) String nextLink) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(Card.class), @JsonSubTypes.Type(Cash.class)})
    @Schema(
            discriminatorProperty = "kind",
            subTypes = {Card.class, Cash.class})
    static class Payment {
        public String kind = "";
        public BigDecimal amount = BigDecimal.ONE;
    }

    @Schema(allOf = Payment.class)
    static class Card extends Payment {
        public String number = "";
    }

    @Schema(allOf = Payment.class)
    static class Cash extends Payment {
        public String currency = "";
    }

    static class Paging {
        @QueryParam("top")
        @DefaultValue("10")
        @Summary(value = "Top", description = "How many.")
        @SuppressWarnings("UnusedVariable") // JAX-RS fills private fields too
        private int top;

        @HeaderParam("x-shop")
        @Visibility(Visibility.Level.ADVANCED)
        String shop = "";
    }

    /** Triggers. */
    @Path("/triggers")
    @Produces(MediaType.APPLICATION_JSON)
    static class Triggers {
        @GET
        @Path("single/{shop}")
        @PollTrigger(summary = "When an order comes in", hint = "To see it work, order something.")
        public Found<Order> orderCameIn(
                @TriggerState Instant since,
                @PathParam("shop") @Summary(value = "Shop", description = "The shop.") String shop,
                @QueryParam("states") List<State> states) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("batch")
        @PollTrigger(
                summary = "When orders come in",
                description = "This operation triggers when orders come in, all at once.")
        public CompletionStage<Found<List<Order>>> ordersCameIn(@BeanParam SinceAndPaging poll) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("envelope")
        @PollTrigger(summary = "When orders come in, in an envelope", envelope = true, stateInBody = true)
        public Found<Line[]> envelope(@TriggerState Instant since) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("legacy")
        @PollTrigger(summary = "When an order comes in, as in 2015", stateInBody = true)
        public Found<Line> legacy(@TriggerState Instant since) {
            throw new UnsupportedOperationException();
        }
    }

    static class SinceAndPaging extends Paging {
        @TriggerState
        @SuppressWarnings("UnusedVariable")
        private Instant since = Instant.EPOCH;
    }

    /** Actions. */
    @Path("/actions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    static class Actions {
        @GET
        @Operation(summary = "List orders", description = "This operation lists orders.")
        public Page<Order> listOrders(
                @BeanParam Paging paging, @QueryParam("sku") @Pattern(regexp = "[A-Z]+") String sku) {
            throw new UnsupportedOperationException();
        }

        @POST
        @Operation(summary = "Create an order", description = "This operation creates an order.")
        @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
        @ApiResponse(responseCode = "400", description = "Not created")
        public Order createOrder(@NotNull Order order) {
            throw new UnsupportedOperationException();
        }

        @DELETE
        @Path("{id: [0-9a-f-]+}")
        @Operation(summary = "Delete an order", description = "This operation deletes an order.")
        @Visibility(Visibility.Level.INTERNAL)
        public void deleteOrder(@PathParam("id") UUID id) {}

        @POST
        @Path("pay")
        @Operation(summary = "Pay", description = "This operation pays.")
        public Payment pay(Card card) {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("form")
        @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
        @Operation(summary = "Send a form", description = "This operation sends a form.")
        public Map<String, Integer> form(
                @FormParam("name") @Summary("Name") String name, @FormParam("age") @DefaultValue("7") int age) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("invoice")
        @Produces("application/pdf")
        @Operation(summary = "Get an invoice", description = "This operation gets an invoice.")
        public java.io.InputStream invoice() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("any")
        @Operation(summary = "Get anything", description = "This operation gets anything.")
        public Object anything() {
            throw new UnsupportedOperationException();
        }
    }

    static ConnectorDocument document() {
        return ConnectorDocument.of(ConnectorDescription.builder()
                .title("Shop")
                .description("Watches, places and pays orders in a shop.")
                .version("1.0")
                .resources(List.of(Triggers.class, Actions.class))
                .build());
    }
}

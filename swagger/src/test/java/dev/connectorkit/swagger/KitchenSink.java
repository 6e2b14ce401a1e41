package dev.connectorkit.swagger;

import dev.connectorkit.annotations.CallbackUrl;
import dev.connectorkit.annotations.DoubleEncoded;
import dev.connectorkit.annotations.DynamicSchema;
import dev.connectorkit.annotations.DynamicTree;
import dev.connectorkit.annotations.DynamicValues;
import dev.connectorkit.annotations.FilePicker;
import dev.connectorkit.annotations.LossAllowed;
import dev.connectorkit.annotations.MediaKind;
import dev.connectorkit.annotations.OperationTraits;
import dev.connectorkit.annotations.PickedFile;
import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.PushTrigger;
import dev.connectorkit.annotations.Revision;
import dev.connectorkit.annotations.SimulatedBy;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.annotations.TestValue;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.annotations.Visibility;
import dev.connectorkit.annotations.WebhookAction;
import dev.connectorkit.annotations.WebhookTrigger;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A connector that uses every annotation. */
@Path("/kitchen")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@FilePicker(
        open = "listRoot",
        browse = "listFolder",
        browseParameter = "id",
        browseProperty = "Id",
        title = "DisplayName",
        items = "value",
        folder = "IsFolder",
        media = "MediaType")
@SuppressWarnings({"DoNotCallSuggester", "ArrayRecordComponent"}) // nobody calls it
public final class KitchenSink {

    enum Region {
        @Summary("The North")
        NORTH,
        @Summary("The South")
        SOUTH
    }

    record Shop(
            @Summary(value = "Shop ID", description = "The id of the shop.")
            String id,

            @Summary(value = "Name", description = "The name of the shop.")
            String name) {}

    record Shops(List<Shop> value) {}

    record Node(
            @Summary(value = "Path", description = "Where it is.")
            String path,

            @Summary(value = "Name", description = "How it is called.")
            String name,

            @Summary(value = "Is Folder", description = "True for a folder.")
            boolean isFolder) {}

    record Item(String Id, String DisplayName, boolean IsFolder, String MediaType) {}

    record Items(List<Item> value) {}

    record Order(
            @Summary(value = "Order ID", description = "The order.")
            String id,

            @Summary(value = "Picture", description = "How it looks.") @MediaKind(MediaKind.Kind.IMAGE)
            byte[] picture) {}

    @DynamicSchema(operation = "getSchema", value = "schema", parameters = "shop={shop}")
    record AnyOrder() {}

    record OrderForm(Map<String, Object> schema) {}

    record Subscription(
            @CallbackUrl String callbackUrl,

            @Summary(value = "Region", description = "Where the order is from.") @Visibility(Visibility.Level.IMPORTANT)
            Region region) {}

    record Nested(
            @Summary(value = "Target", description = "Where to.")
            Target target) {}

    record Target(@CallbackUrl String url) {}

    record Registration(@CallbackUrl String callbackUrl, Map<String, String> inputs) {}

    @POST
    @Path("subscriptions")
    @WebhookTrigger(
            summary = "When an order is created",
            hint = "To see it work, create an order.",
            notification = Order.class,
            notificationDescription = "The order")
    public void whenAnOrderIsCreated(@NotNull Subscription subscription) {}

    @DELETE
    @Path("subscriptions/{id}")
    @Visibility(Visibility.Level.INTERNAL)
    @Operation(summary = "Delete a subscription", description = "This operation deletes a subscription.")
    public void deleteSubscription(@PathParam("id") String id) {}

    @POST
    @Path("approvals")
    @WebhookAction(notification = String.class)
    @Operation(summary = "Wait for an approval", description = "This operation waits until somebody approves.")
    public void waitForApproval(Nested nested) {}

    @PUT
    @Path("push/{triggerId}")
    @PushTrigger(summary = "When an order is pushed")
    public void orderPushTrigger(@PathParam("triggerId") String triggerId, Registration registration) {}

    @GET
    @Path("hybrid")
    @PollTrigger(summary = "When orders are changed", notifiedBy = "whenAnOrderIsCreated")
    @SimulatedBy(operation = "listOrders", parameters = "top=1")
    public Found<List<Order>> whenOrdersAreChanged(@TriggerState Instant since) {
        throw new UnsupportedOperationException();
    }

    @GET
    @Path("orders")
    @Operation(summary = "List orders", description = "This operation lists the orders of a shop.")
    @OperationTraits(nextLink = "nextLink", noGenericTest = true)
    @Revision(family = "ListOrders", number = 1, replacedBy = "listOrdersAgain")
    public List<Order> listOrders(
            @QueryParam("shop")
                    @DynamicValues(
                            operation = "listShops",
                            items = "value",
                            value = "id",
                            title = "name",
                            parameters = {"region={region}", "open=true"})
                    @Summary(value = "Shop", description = "The shop.")
                    @TestValue("shop-1")
                    String shop,
            @QueryParam("region") @Summary(value = "Region", description = "The region.") Region region,
            @QueryParam("top") @TestValue("10") @Summary(value = "Top", description = "How many.") int top) {
        throw new UnsupportedOperationException();
    }

    @GET
    @Path("v2/orders")
    @Operation(
            operationId = "ListOrders_V2",
            summary = "List orders again",
            description = "This operation lists orders.")
    @Revision(family = "ListOrders", number = 2, status = Revision.Status.PREVIEW)
    public List<Order> listOrdersAgain() {
        throw new UnsupportedOperationException();
    }

    @GET
    @Path("shops")
    @Visibility(Visibility.Level.INTERNAL)
    @OperationTraits(testsConnection = true)
    @Operation(summary = "List shops", description = "This operation lists shops.")
    public Shops listShops(@QueryParam("region") Region region, @QueryParam("open") boolean open) {
        throw new UnsupportedOperationException();
    }

    @POST
    @Path("orders/any")
    @Operation(summary = "Create any order", description = "This operation creates an order of any form.")
    @OperationTraits(safe = true, confirm = true, chunkTransfer = true)
    public AnyOrder createAnyOrder(
            @QueryParam("shop") @Summary(value = "Shop", description = "The shop.") String shop, AnyOrder order) {
        throw new UnsupportedOperationException();
    }

    @GET
    @Path("schema")
    @Visibility(Visibility.Level.INTERNAL)
    @Operation(summary = "Get a schema", description = "This operation gets the schema of an order.")
    public OrderForm getSchema(@QueryParam("shop") String shop) {
        throw new UnsupportedOperationException();
    }

    @GET
    @Path("files/{path}")
    @LossAllowed("the cookie is for browsers")
    @Operation(summary = "Get a file", description = "This operation gets a file.")
    public Node getFile(
            @PathParam("path")
                    @DoubleEncoded
                    @Summary(value = "Path", description = "The file.")
                    @DynamicTree(
                            open = "listRoots",
                            browse = "listChildren",
                            browseParameter = "path",
                            value = "path",
                            title = "name",
                            isParent = "(isFolder eq true)")
                    String path,
            @QueryParam("id")
                    @PickedFile(value = "Id", mediaTypes = "image/png")
                    @Summary(value = "Like", description = "Its character.")
                    String id,
            @CookieParam("session") String session) {
        throw new UnsupportedOperationException();
    }

    @GET
    @Path("roots")
    @Visibility(Visibility.Level.INTERNAL)
    public List<Node> listRoots() {
        throw new UnsupportedOperationException();
    }

    @GET
    @Path("children")
    @Visibility(Visibility.Level.INTERNAL)
    public List<Node> listChildren(@QueryParam("path") String path) {
        throw new UnsupportedOperationException();
    }

    @GET
    @Path("root")
    @Visibility(Visibility.Level.INTERNAL)
    public Items listRoot() {
        throw new UnsupportedOperationException();
    }

    @GET
    @Path("folder")
    @Visibility(Visibility.Level.INTERNAL)
    public Items listFolder(@QueryParam("id") String id) {
        throw new UnsupportedOperationException();
    }

    public static ConnectorDescription.Builder builder() {
        return ConnectorDescription.builder()
                .title("Kitchen Sink")
                .description("Uses every annotation that there is for describing a connector.")
                .version("1.0")
                .contact("Support", URI.create("https://example.com/support"), "support@example.com")
                .metadata(URI.create("https://example.com"), URI.create("https://example.com/privacy"), "AI;Data")
                .resources(List.of(KitchenSink.class));
    }
}

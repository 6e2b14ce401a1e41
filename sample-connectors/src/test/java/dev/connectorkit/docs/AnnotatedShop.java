package dev.connectorkit.docs;

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
import dev.connectorkit.sdk.poll.Cursor;
import dev.connectorkit.sdk.poll.Poll;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;

/** The snippets of the guide on annotations; each stands for itself. */
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@FilePicker(
        open = "listRootFolder",
        browse = "listFolder",
        browseParameter = "id",
        browseProperty = "id",
        title = "name",
        items = "value",
        folder = "isFolder",
        media = "mediaType")
@SuppressWarnings({"DoNotCallSuggester", "ArrayRecordComponent"})
final class AnnotatedShop {

    record Shop(String id, String name) {}

    record Shops(List<Shop> value) {}

    record FolderItem(String id, String name, boolean isFolder, String mediaType) {}

    record FolderItems(List<FolderItem> value) {}

    record FormSchema(Map<String, Object> schema) {}

    record Registration(@CallbackUrl String callbackUrl, Map<String, String> inputs) {}

    // tag::labels[]
    enum Region {
        @Summary("The North")
        NORTH,
        @Summary("The South")
        SOUTH
    }

    record Order(
            @Summary(value = "Order ID", description = "The number of the order.")
            String id,

            @Summary(value = "Region", description = "Where it comes from.")
            Region region,

            @Summary(value = "Picture", description = "How it looks.") @MediaKind(MediaKind.Kind.IMAGE)
            byte[] picture,

            @Visibility(Visibility.Level.INTERNAL) String etag) {}
    // end::labels[]

    // tag::poll[]
    @GET
    @Path("orders/new")
    @PollTrigger(summary = "When orders come in", hint = "Place an order.", notifiedBy = "whenAnOrderIsCreated")
    @SimulatedBy(operation = "listOrders", parameters = "shop=demo")
    public Poll<List<Order>> whenOrdersComeIn(@TriggerState Cursor since) {
        return Poll.nothing();
    }
    // end::poll[]

    // tag::webhook[]
    record Subscription(
            @CallbackUrl String callbackUrl,

            @Summary(value = "Region", description = "The region to watch.") @Visibility(Visibility.Level.IMPORTANT)
            Region region) {}

    @POST
    @Path("subscriptions")
    @WebhookTrigger(
            summary = "When an order is created",
            notification = Order.class,
            notificationDescription = "The order")
    public void whenAnOrderIsCreated(@NotNull Subscription subscription) {}
    // end::webhook[]

    // tag::webhookAction[]
    record Approval(
            @CallbackUrl String callbackUrl,

            @Summary(value = "Who", description = "The person who decides.")
            String who) {}

    record Decision(
            @Summary(value = "Approved", description = "True if it was approved.")
            boolean approved) {}

    @POST
    @Path("approvals")
    @Operation(summary = "Wait for an approval", description = "This operation waits until somebody decides.")
    @WebhookAction(notification = Decision.class, notificationDescription = "The decision")
    public void waitForApproval(@NotNull Approval approval) {}
    // end::webhookAction[]

    // tag::push[]
    @PUT
    @Path("push/{triggerId}")
    @PushTrigger(summary = "When an order is pushed")
    public void orderPushTrigger(@PathParam("triggerId") String triggerId, Registration registration) {}
    // end::push[]

    // tag::values[]
    @GET
    @Path("orders")
    @Operation(summary = "List orders", description = "This operation lists the orders of a shop.")
    @OperationTraits(nextLink = "nextLink", noGenericTest = true)
    public OrderPage listOrders(
            @QueryParam("shop")
                    @Summary(value = "Shop", description = "The shop.")
                    @DynamicValues(
                            operation = "listShops",
                            items = "value",
                            value = "id",
                            title = "name",
                            parameters = {"region={region}", "open=true"})
                    String shop,
            @QueryParam("region") @Summary(value = "Region", description = "The region.") @TestValue("NORTH")
                    Region region) {
        return new OrderPage(List.of(), "");
    }

    record OrderPage(
            List<Order> value,
            @Visibility(Visibility.Level.INTERNAL) String nextLink) {}
    // end::values[]

    // tag::schema[]
    @DynamicSchema(operation = "getForm", value = "schema", parameters = "shop={shop}")
    record Form() {}

    @POST
    @Path("forms")
    @Operation(summary = "Fill in a form", description = "This operation fills in the form of a shop.")
    @OperationTraits(confirm = true, chunkTransfer = true)
    public void fillIn(
            @QueryParam("shop") @Summary(value = "Shop", description = "The shop.") String shop, Form form) {}
    // end::schema[]

    // tag::tree[]
    @GET
    @Path("files/{path}")
    @Operation(summary = "Get a file", description = "This operation gets a file.")
    public FolderItem getFile(
            @PathParam("path")
                    @DoubleEncoded
                    @Summary(value = "Path", description = "The file.")
                    @DynamicTree(
                            open = "listRootFolder",
                            browse = "listFolder",
                            browseParameter = "id",
                            items = "value",
                            value = "id",
                            title = "name",
                            isParent = "(isFolder eq true)")
                    String path,
            @QueryParam("like")
                    @PickedFile(value = "id", mediaTypes = "image/png")
                    @Summary(value = "Like", description = "A picture that is like it.")
                    String like) {
        return new FolderItem(path, path, false, "");
    }
    // end::tree[]

    // tag::revision[]
    @GET
    @Path("shop")
    @Operation(summary = "Get a shop", description = "This operation gets a shop.")
    @Revision(family = "GetShop", number = 1, replacedBy = "getShopAgain")
    public Shop getShop() {
        return new Shop("", "");
    }

    @GET
    @Path("v2/shop")
    @Operation(operationId = "GetShop_V2", summary = "Get a shop again", description = "This operation gets a shop.")
    @Revision(family = "GetShop", number = 2, status = Revision.Status.PREVIEW)
    @LossAllowed("the cookie is for browsers")
    public Shop getShopAgain(@CookieParam("session") String session) {
        return new Shop("", "");
    }
    // end::revision[]

    // tag::internal[]
    @GET
    @Path("shops")
    @Visibility(Visibility.Level.INTERNAL)
    @OperationTraits(testsConnection = true)
    public Shops listShops(@QueryParam("region") Region region, @QueryParam("open") boolean open) {
        return new Shops(List.of());
    }
    // end::internal[]

    @GET
    @Path("form")
    @Visibility(Visibility.Level.INTERNAL)
    public FormSchema getForm(@QueryParam("shop") String shop) {
        return new FormSchema(Map.of());
    }

    @GET
    @Path("folders")
    @Visibility(Visibility.Level.INTERNAL)
    public FolderItems listRootFolder() {
        return new FolderItems(List.of());
    }

    @GET
    @Path("folder")
    @Visibility(Visibility.Level.INTERNAL)
    public FolderItems listFolder(@QueryParam("id") String id) {
        return new FolderItems(List.of());
    }
}

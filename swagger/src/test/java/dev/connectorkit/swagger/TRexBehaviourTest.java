package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.annotations.CallbackUrl;
import dev.connectorkit.annotations.DynamicSchema;
import dev.connectorkit.annotations.DynamicValues;
import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.annotations.Visibility;
import dev.connectorkit.annotations.WebhookTrigger;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The behaviours of T-Rex 2, the ancestor in .NET, by the names of its tests; each row is one of them, told in our terms. */
class TRexBehaviourTest {

    record Notification(
            @Summary(value = "Sample Int Property", description = "Contains a sample int property")
            @Visibility(Visibility.Level.ADVANCED)
            int sample) {}

    record Subscription(@CallbackUrl String notificationUrl, String sampleProperty) {}

    record Labelled(
            @Summary(value = "Property friendly name", description = "Property description")
            String property,

            String plain,
            @Visibility(Visibility.Level.ADVANCED) String advanced,
            @Visibility(Visibility.Level.IMPORTANT) String important,
            @Visibility(Visibility.Level.INTERNAL) String internal,

            @JsonProperty("renamed-property")
            @Summary(value = "Sample Property", description = "This is the description")
            @Visibility(Visibility.Level.ADVANCED)
            String renamed) {}

    record Choice(String Id, String DisplayName) {}

    record Choices(List<Choice> ItemList) {}

    @DynamicSchema(
            operation = "source",
            value = "ItemList",
            parameters = {"first={other}", "second=hardcoded-value"})
    record Dynamic() {}

    @DynamicSchema(operation = "noParameters")
    record DynamicWithout() {}

    @DynamicSchema(
            operation = "source",
            parameters = {"first", "second=x"})
    record DynamicNull() {}

    /** The dummy API. */
    @Path("/t")
    @SuppressWarnings("DoNotCallSuggester")
    static class Api {
        @POST
        @Path("simple")
        @WebhookTrigger(
                summary = "When simple",
                notification = String.class,
                notificationDescription = "String callback value")
        public void simple(Subscription subscription) {}

        @POST
        @Path("complex")
        @WebhookTrigger(
                summary = "When complex",
                notification = Notification.class,
                notificationDescription = "Complex")
        public void complex(Subscription subscription) {}

        @GET
        @Path("regular")
        public Labelled regular() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("batched")
        @PollTrigger(summary = "When batched")
        public Found<List<Integer>> batched(@TriggerState String since) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("single")
        @PollTrigger(summary = "When single")
        public Found<Labelled> single(@TriggerState String since) {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("operation")
        @Operation(
                operationId = "OperationFriendlyName",
                summary = "Operation friendly name",
                description = "Operation description")
        public void operation(
                @QueryParam("parameter")
                        @Summary(value = "Parameter friendly name", description = "Parameter description")
                        String parameter,
                @QueryParam("plain") String plain) {}

        @POST
        @Path("no-attribute")
        public void noAttribute() {}

        @GET
        @Path("visibility")
        public String visibility(
                @QueryParam("important") @Visibility(Visibility.Level.IMPORTANT) String important,
                @QueryParam("plain") String plain,
                @QueryParam("advanced") @Visibility(Visibility.Level.ADVANCED) String advanced,
                @QueryParam("internal") @Visibility(Visibility.Level.INTERNAL) String internal) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("important")
        @Visibility(Visibility.Level.IMPORTANT)
        public void important() {}

        @GET
        @Path("advanced")
        @Visibility(Visibility.Level.ADVANCED)
        public void advanced() {}

        @GET
        @Path("internal")
        @Visibility(Visibility.Level.INTERNAL)
        public void internal() {}

        @GET
        @Path("source")
        @Operation(operationId = "FriendlyNameForOperation")
        public Choices source(@QueryParam("first") String first, @QueryParam("second") String second) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("no-parameters")
        public Choices noParameters() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("lookup")
        public String lookup(
                @QueryParam("full")
                        @DynamicValues(
                                operation = "source",
                                items = "ItemList",
                                value = "Id",
                                title = "DisplayName",
                                parameters = {"first={other}", "second=hardcoded-value"})
                        String full,
                @QueryParam("plain") @DynamicValues(operation = "noParameters", items = "ItemList", value = "Id")
                        String plain,
                @QueryParam("literal") @DynamicValues(operation = "NoParameters", items = "ItemList", value = "Id")
                        String literal,
                @QueryParam("null")
                        @DynamicValues(operation = "source", items = "ItemList", value = "Id", parameters = "first")
                        String nothing,
                @QueryParam("other") String other) {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("dynamic")
        public DynamicWithout dynamic(Dynamic body) {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("dynamic-null")
        public void dynamicNull(DynamicNull body) {}
    }

    private static final JsonNode SWAGGER = ConnectorDocument.of(
                    ConnectorDescription.builder().resources(List.of(Api.class)).build())
            .swagger(Profile.DESIGNER, URI.create("https://example.com/"));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "absent", textBlock = """
                    Property_CallbackUrlAttributeSet_XNotificationUrlShown     | /definitions/Subscription/properties/notificationUrl/x-ms-notification-url | true
                    Property_CallbackUrlAttributeNotSet_XNotificationUrlNotEmitted | /definitions/Subscription/properties/sampleProperty/x-ms-notification-url | absent
                    Operation_CallbackTypeIsPrimitiveType_SchemaUsesType       | /paths/~1t~1simple/x-ms-notification-content/schema/type | string
                    Operation_CallbackTypeIsPrimitiveType_Description          | /paths/~1t~1simple/x-ms-notification-content/description | String callback value
                    Operation_CallbackTypeIsComplexType_SchemaUsesRef          | /paths/~1t~1complex/x-ms-notification-content/schema/$ref | #/definitions/Notification
                    Operation_CallbackTypeIsComplexType_DefinitionIsRegistered | /definitions/Notification/type | object
                    Operation_CallbackTypeIsComplexType_HasVisibility          | /definitions/Notification/properties/sample/x-ms-visibility | advanced
                    Operation_CallbackTypeIsComplexType_HasSummary             | /definitions/Notification/properties/sample/x-ms-summary | Sample Int Property
                    Operation_CallbackTypeIsComplexType_HasDescription         | /definitions/Notification/properties/sample/description | Contains a sample int property
                    Operation_NotATrigger_NoTriggerMetadataPresent             | /paths/~1t~1regular/get/x-ms-trigger | absent
                    Operation_BatchTrigger_BatchTriggerMetadataPresent         | /paths/~1t~1batched/get/x-ms-trigger | batch
                    Operation_BatchedTrigger_200ResponseHasCorrectType         | /paths/~1t~1batched/get/responses/200/schema/items/type | integer
                    Operation_BatchedTrigger_202ResponseDescriptionPresent     | /paths/~1t~1batched/get/responses/202/description | Nothing new
                    Operation_SingleTriggerImplicit_SingleTriggerMetadata      | /paths/~1t~1single/get/x-ms-trigger | single
                    Method_FriendlyNameSet_OperationIdIsIt                     | /paths/~1t~1operation/post/operationId | OperationFriendlyName
                    Method_FriendlyNameSet_SummarySetToFriendlyName            | /paths/~1t~1operation/post/summary | Operation friendly name
                    Method_DescriptionSet_DescriptionIsSet                     | /paths/~1t~1operation/post/description | Operation description
                    Method_NoAttributesSet_NoSummary                           | /paths/~1t~1no-attribute/post/summary | absent
                    Method_NoAttributesSet_NoDescription                       | /paths/~1t~1no-attribute/post/description | absent
                    Parameter_FriendlyNameSet_FriendlyNameShown                | /paths/~1t~1operation/post/parameters/0/x-ms-summary | Parameter friendly name
                    Parameter_DescriptionSet_DescriptionShown                  | /paths/~1t~1operation/post/parameters/0/description | Parameter description
                    Parameter_NoAttributesSet_NoSummary                        | /paths/~1t~1operation/post/parameters/1/x-ms-summary | absent
                    Parameter_NoAttributesSet_NoDescription                    | /paths/~1t~1operation/post/parameters/1/description | absent
                    Property_FriendlyNameSet_FriendlyNameShown                 | /definitions/Labelled/properties/property/x-ms-summary | Property friendly name
                    Property_DescriptionSet_DescriptionShown                   | /definitions/Labelled/properties/property/description | Property description
                    Property_NoAttributesSet_NoSummary                         | /definitions/Labelled/properties/plain/x-ms-summary | absent
                    Property_NoAttributesSet_NoDescription                     | /definitions/Labelled/properties/plain/description | absent
                    Property_AdvancedVisibility_Applied                        | /definitions/Labelled/properties/advanced/x-ms-visibility | advanced
                    Property_ImportantVisibility_Applied                       | /definitions/Labelled/properties/important/x-ms-visibility | important
                    Property_InternalVisibility_Applied                        | /definitions/Labelled/properties/internal/x-ms-visibility | internal
                    Property_DefaultVisibility_NotApplied                      | /definitions/Labelled/properties/plain/x-ms-visibility | absent
                    Property_NoAttribute_NotApplied                            | /definitions/Labelled/properties/property/x-ms-visibility | absent
                    Parameter_ImportantVisibility_Applied                      | /paths/~1t~1visibility/get/parameters/0/x-ms-visibility | important
                    Parameter_DefaultVisibility_NotApplied                     | /paths/~1t~1visibility/get/parameters/1/x-ms-visibility | absent
                    Parameter_NoAttribute_NotApplied                           | /paths/~1t~1operation/post/parameters/1/x-ms-visibility | absent
                    Parameter_AdvancedVisibility_Applied                       | /paths/~1t~1visibility/get/parameters/2/x-ms-visibility | advanced
                    Parameter_InternalVisibility_Applied                       | /paths/~1t~1visibility/get/parameters/3/x-ms-visibility | internal
                    Method_ImportantVisibility_Applied                         | /paths/~1t~1important/get/x-ms-visibility | important
                    Method_AdvancedVisibility_Applied                          | /paths/~1t~1advanced/get/x-ms-visibility | advanced
                    Method_InternalVisibility_Applied                          | /paths/~1t~1internal/get/x-ms-visibility | internal
                    Method_DefaultVisibility_NotApplied                        | /paths/~1t~1regular/get/x-ms-visibility | absent
                    Method_NoAttribute_NotApplied                              | /paths/~1t~1no-attribute/post/x-ms-visibility | absent
                    JsonProperty_CustomSummary_SummaryApplied                  | /definitions/Labelled/properties/renamed-property/x-ms-summary | Sample Property
                    JsonProperty_CustomDescription_DescriptionApplied          | /definitions/Labelled/properties/renamed-property/description | This is the description
                    JsonProperty_CustomVisibility_VisibilityApplied            | /definitions/Labelled/properties/renamed-property/x-ms-visibility | advanced
                    Parameter_LookupOperationFoundOnClass_OperationIdResolved  | /paths/~1t~1lookup/get/parameters/0/x-ms-dynamic-values/operationId | FriendlyNameForOperation
                    Parameter_LookupOperationLacksFriendlyName_MethodNameUsed  | /paths/~1t~1lookup/get/parameters/1/x-ms-dynamic-values/operationId | NoParameters
                    Parameter_LookupOperationId_UsedLiterally                  | /paths/~1t~1lookup/get/parameters/2/x-ms-dynamic-values/operationId | NoParameters
                    Parameter_LookupOperationNoParameters_NoParametersShow     | /paths/~1t~1lookup/get/parameters/1/x-ms-dynamic-values/parameters/first | absent
                    Parameter_LookupOperationNullParamValue_EmptyString        | /paths/~1t~1lookup/get/parameters/3/x-ms-dynamic-values/parameters/first | ''
                    Parameter_FullValueLookupInfo_Reference                    | /paths/~1t~1lookup/get/parameters/0/x-ms-dynamic-values/parameters/first/parameter | other
                    Parameter_FullValueLookupInfo_Literal                      | /paths/~1t~1lookup/get/parameters/0/x-ms-dynamic-values/parameters/second | hardcoded-value
                    Parameter_FullValueLookupInfo_Collection                   | /paths/~1t~1lookup/get/parameters/0/x-ms-dynamic-values/value-collection | ItemList
                    Parameter_FullValueLookupInfo_Path                         | /paths/~1t~1lookup/get/parameters/0/x-ms-dynamic-values/value-path | Id
                    Parameter_FullValueLookupInfo_Title                        | /paths/~1t~1lookup/get/parameters/0/x-ms-dynamic-values/value-title | DisplayName
                    Parameter_FullSchemaLookupInfo_OperationId                 | /definitions/Dynamic/x-ms-dynamic-schema/operationId | FriendlyNameForOperation
                    Parameter_FullSchemaLookupInfo_Path                        | /definitions/Dynamic/x-ms-dynamic-schema/value-path | ItemList
                    Parameter_SchemaLookupOperationParameters_Reference        | /definitions/Dynamic/x-ms-dynamic-schema/parameters/first/parameter | other
                    Parameter_SchemaLookupOperationParameters_Literal          | /definitions/Dynamic/x-ms-dynamic-schema/parameters/second | hardcoded-value
                    Parameter_SchemaLookupOperationNoParameters_NoneShow       | /definitions/DynamicWithout/x-ms-dynamic-schema/parameters/first | absent
                    Parameter_SchemaLookupOperationNullParamValue_EmptyString  | /definitions/DynamicNull/x-ms-dynamic-schema/parameters/first | ''
                    """)
    void t_rex_says_and_so_do_we(String behaviour, String pointer, String expected) {
        JsonNode value = SWAGGER.at(pointer);
        assertThat(value.isMissingNode() ? null : value.asText()).as(behaviour).isEqualTo(expected);
    }

    /** T-Rex's DynamicModelBase; in Java it is Jackson's to do, in five lines. */
    static class Model {
        public String hardcoded = "";
        private final Map<String, @Nullable Object> others = new LinkedHashMap<>();

        @JsonAnyGetter
        Map<String, @Nullable Object> others() {
            return others;
        }

        @JsonAnySetter
        void other(String name, @Nullable Object value) {
            others.put(name, value);
        }
    }

    @Test
    void a_model_holds_what_its_schema_does_not_know_beside_what_it_does() throws Exception {
        ObjectMapper json = new ObjectMapper();
        Model read = json.readValue(
                "{\"hardcoded\":\"h\",\"prop1\":\"value1\",\"prop2\":2,\"nested\":{\"a\":1}}", Model.class);
        assertThat(read.hardcoded).isEqualTo("h");
        assertThat(read.others()).containsEntry("prop1", "value1").containsEntry("prop2", 2);
        read.other("nothing", null);
        assertThat(json.readTree(json.writeValueAsString(read)))
                .isEqualTo(json.readTree("{\"hardcoded\":\"h\",\"prop1\":\"value1\",\"prop2\":2,\"nested\":{\"a\":1},"
                        + "\"nothing\":null}"));
    }
}

package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.connectorkit.annotations.CallbackUrl;
import dev.connectorkit.annotations.DynamicValues;
import dev.connectorkit.annotations.PushTrigger;
import dev.connectorkit.annotations.WebhookTrigger;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** References to other operations are checked when the document is built, so that they stay right. */
class ReferencesTest {

    record Shop(String id, String name) {}

    record Shops(List<Shop> value) {}

    record NoCallback(String url) {}

    record Callback(@CallbackUrl String url) {}

    /** One mistake per method. */
    @Path("/wrong")
    @SuppressWarnings("DoNotCallSuggester")
    static class Wrong {
        @GET
        @Path("shops")
        public Shops listShops(@QueryParam("region") @jakarta.validation.constraints.NotNull String region) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("operation")
        public String operation(
                @QueryParam("a") @DynamicValues(operation = "listShop", items = "value", value = "id") String a) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("parameter")
        public String parameter(
                @QueryParam("a")
                        @DynamicValues(operation = "listShops", items = "value", value = "id", parameters = "regoin=x")
                        String a) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("collection")
        public String collection(
                @QueryParam("a")
                        @DynamicValues(operation = "listShops", items = "items", value = "id", parameters = "region=x")
                        String a) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("path")
        public String path(
                @QueryParam("a")
                        @DynamicValues(
                                operation = "ListShops",
                                items = "value",
                                value = "code",
                                parameters = "region=x")
                        String a) {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("hook")
        @WebhookTrigger(summary = "When hooked", notification = Shop.class)
        public void hook(NoCallback body) {}

        @POST
        @Path("shared")
        @WebhookTrigger(summary = "When shared", notification = Shop.class)
        public void shared(Callback body) {}

        @GET
        @Path("shared")
        public String other() {
            throw new UnsupportedOperationException();
        }

        @PUT
        @Path("put")
        @WebhookTrigger(summary = "When put", notification = Shop.class)
        public void put(Callback body) {}

        @POST
        @Path("push")
        @PushTrigger(summary = "When pushed")
        public void push(Callback body) {}
    }

    private static final List<String> PROBLEMS = catchThrowableOfType(
                    InvalidConnectorException.class,
                    () -> ConnectorDocument.of(ConnectorDescription.builder()
                            .resources(List.of(Wrong.class))
                            .build()))
            .problems();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /paths/~1wrong~1operation/get/parameters/0/x-ms-dynamic-values: there is no operation listShop | did you mean ListShops?
                    /paths/~1wrong~1operation/get/parameters/0/x-ms-dynamic-list: there is no operation listShop   | a Java method of the connector
                    /paths/~1wrong~1parameter/get/parameters/0/x-ms-dynamic-values: ListShops takes no parameter regoin | did you mean region?
                    /paths/~1wrong~1parameter/get/parameters/0/x-ms-dynamic-values: ListShops needs the parameter region | region
                    /paths/~1wrong~1collection/get/parameters/0/x-ms-dynamic-values: the answer of ListShops has nothing at items | items
                    /paths/~1wrong~1path/get/parameters/0/x-ms-dynamic-list: the answer of ListShops has nothing at value/code | code
                    Hook is a webhook and its body takes no callback URL   | mark a property of the body with @CallbackUrl
                    Shared is a webhook and shares its path /wrong/shared  | give it a path of its own
                    Wrong.put is a @WebhookTrigger on PUT                  | use @POST
                    Wrong.push is a @PushTrigger on POST                   | use @PUT
                    """)
    void a_mistake_is_named_and_told_what_to_change(String mistake, String advice) {
        assertThat(PROBLEMS)
                .anySatisfy(problem -> assertThat(problem).startsWith(mistake).contains(advice));
    }

    @Test
    void a_java_method_may_be_named_with_its_class() {
        String swagger = ConnectorDocument.of(ConnectorDescription.builder()
                        .resources(List.of(Right.class, ShopsResource.class))
                        .build())
                .swagger(Profile.DESIGNER, java.net.URI.create("https://example.com/"))
                .toString();
        assertThat(swagger).contains("\"operationId\":\"List\"").doesNotContain("ShopsResource.list");
    }

    /** Names another class. */
    @Path("/right")
    @SuppressWarnings("DoNotCallSuggester")
    static class Right {
        @GET
        public String get(
                @QueryParam("a") @DynamicValues(operation = "ShopsResource.list", items = "value", value = "id")
                        String a) {
            throw new UnsupportedOperationException();
        }
    }

    /** A class to be named. */
    @Path("/shops")
    @SuppressWarnings("DoNotCallSuggester")
    static class ShopsResource {
        @GET
        public Shops list() {
            throw new UnsupportedOperationException();
        }
    }

    record Choice(String id, String name) {}

    record Chosen(
            @DynamicValues(operation = "choices", value = "id", parameters = "of={other}")
            String first,

            @DynamicValues(operation = "choices", value = "id", parameters = "of={other}")
            String other) {}

    @Path("/choices")
    static class Choices {
        @GET
        public List<Choice> choices(
                @QueryParam("top") int top,
                @QueryParam("deep") boolean deep,
                @QueryParam("day") LocalDate day,
                @QueryParam("of") String of) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("title")
        public void title(
                @QueryParam("p") @DynamicValues(operation = "choices", value = "id", title = "label") String p) {}

        @GET
        @Path("value")
        public void value(
                @QueryParam("p") @DynamicValues(operation = "choices", value = "id", parameters = "top=many")
                        String p) {}

        @GET
        @Path("flag")
        public void flag(
                @QueryParam("p") @DynamicValues(operation = "choices", value = "id", parameters = "deep=yes")
                        String p) {}

        @GET
        @Path("day")
        public void day(
                @QueryParam("p") @DynamicValues(operation = "choices", value = "id", parameters = "day=yesterday")
                        String p) {}

        @GET
        @Path("self")
        public void self(
                @QueryParam("p") @DynamicValues(operation = "choices", value = "id", parameters = "of={p}") String p) {}

        @POST
        @Path("body")
        public void body(Chosen chosen) {}

        @GET
        @Path("own")
        public void own(
                @QueryParam("p") @DynamicValues(operation = "choices", value = "id", parameters = "top={tpo}") String p,
                @QueryParam("top") int top) {}

        @GET
        @Path("good")
        public void good(
                @QueryParam("p")
                        @DynamicValues(
                                operation = "choices",
                                value = "id",
                                title = "name",
                                parameters = {"top={top}", "deep=true"})
                        String p,
                @QueryParam("top") int top) {}
    }

    @Test
    void titles_fixed_values_and_own_parameters_of_lookups_are_checked() {
        assertThat(Described.problems(Choices.class))
                .anySatisfy(problem -> assertThat(problem).contains("choices~1title", "nothing at label"))
                .anySatisfy(problem -> assertThat(problem).contains("choices~1value", "type integer", "\"many\""))
                .anySatisfy(problem -> assertThat(problem).contains("choices~1flag", "type boolean", "\"yes\""))
                .anySatisfy(problem -> assertThat(problem).contains("choices~1day", "type string (date)", "yesterday"))
                .anySatisfy(problem -> assertThat(problem).contains("choices~1self", "the one that is looked up"))
                .anySatisfy(problem -> assertThat(problem).contains("properties/other", "the one that is looked up"))
                .noneSatisfy(problem -> assertThat(problem).contains("properties/first"))
                .anySatisfy(problem -> assertThat(problem).contains("choices~1own", "nothing is called tpo"))
                .noneSatisfy(problem -> assertThat(problem).contains("choices~1good"));
    }
}

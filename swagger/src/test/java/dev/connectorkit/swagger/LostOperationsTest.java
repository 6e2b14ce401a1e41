package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.Summary;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.MatrixParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.PathSegment;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Parameters and operations are described, or refused at the start: nothing is lost in silence. */
class LostOperationsTest {

    public static class Inner {
        @QueryParam("inner")
        private int inner;
    }

    public static class Bean {
        @FormParam("field")
        @Summary("Field")
        private String field;

        @BeanParam
        private Inner inner;

        public Bean(@HeaderParam("X-Constructor") String constructor) {}

        @QueryParam("setter")
        public void setSetter(String setter) {}
    }

    @Path("/forms")
    static class Forms {
        @POST
        @Path("bean")
        @Consumes("application/x-www-form-urlencoded")
        public String bean(@BeanParam Bean bean) {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("parts")
        @Consumes("multipart/form-data")
        public String parts(@FormParam("file") EntityPart file, @FormParam("name") String name) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("segment/{at}")
        public String segment(@PathParam("at") PathSegment at) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void fields_setters_and_constructors_of_bean_parameters_are_described() {
        JsonNode parameters = Described.swagger(Forms.class).at("/paths/~1forms~1bean/post/parameters");
        assertThat(parameters)
                .extracting(parameter -> parameter.path("in").asText() + " "
                        + parameter.path("name").asText())
                .containsExactlyInAnyOrder("formData field", "query inner", "header X-Constructor", "query setter");
    }

    @Test
    void the_parts_of_a_multipart_body_are_described_and_a_part_may_be_a_file() {
        JsonNode post = Described.swagger(Forms.class).at("/paths/~1forms~1parts/post");
        assertThat(post.path("consumes")).extracting(JsonNode::asText).containsExactly("multipart/form-data");
        assertThat(post.path("parameters"))
                .extracting(parameter -> parameter.path("name").asText() + " "
                        + parameter.path("in").asText() + " "
                        + parameter.path("type").asText())
                .containsExactlyInAnyOrder("file formData file", "name formData string");
    }

    @Test
    void a_path_segment_is_a_text() {
        JsonNode parameter = Described.swagger(Forms.class).at("/paths/~1forms~1segment~1{at}/get/parameters/0");
        assertThat(parameter.path("type").asText()).isEqualTo("string");
    }

    record Query(@QueryParam("q") String q) {}

    @HttpMethod("LOCK")
    @Retention(RetentionPolicy.RUNTIME)
    @interface LOCK {}

    @Path("/refused")
    static class Refused {
        @GET
        public String record(@BeanParam Query query) {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("form")
        public String form(Form form) {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("map")
        public String map(MultivaluedMap<String, String> map) {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("list")
        public String list(List<EntityPart> parts) {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("part")
        public String part(@FormParam("file") EntityPart part) {
            throw new UnsupportedOperationException();
        }

        @LOCK
        public String lock() {
            throw new UnsupportedOperationException();
        }

        @Path("anything")
        public Object anything() {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("hidden")
        @Hidden
        public String hidden(Form form) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void what_no_document_can_say_is_refused_with_class_method_and_parameter() {
        assertThat(Described.problems(Refused.class))
                .anySatisfy(problem ->
                        assertThat(problem).contains("Refused.record (parameter 'query')", "the record Query"))
                .anySatisfy(problem -> assertThat(problem).contains("Refused.form (parameter 'form') is a Form"))
                .anySatisfy(
                        problem -> assertThat(problem).contains("Refused.map (parameter 'map') is a MultivaluedMap"))
                .anySatisfy(problem -> assertThat(problem).contains("Refused.list (parameter 'parts') is a List"))
                .anySatisfy(problem -> assertThat(problem).contains("Refused.part (parameter 'part')", "@Consumes"))
                .anySatisfy(problem -> assertThat(problem).contains("Refused.lock answers LOCK"))
                .anySatisfy(problem -> assertThat(problem).contains("Refused.anything returns Object"))
                .noneSatisfy(problem -> assertThat(problem).contains("hidden (parameter"));
    }

    static class Nested {
        @HeaderParam("pairs")
        private List<int[]> pairs;
    }

    @Path("/nested")
    static class NestedLists {
        @MatrixParam("field")
        private List<Set<String>> field;

        @GET
        public String list(
                @QueryParam("rows") List<List<String>> rows,
                @QueryParam("flat") List<String> flat,
                @BeanParam Nested nested) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("other/{array}")
        public String array(
                @PathParam("array") String[][] array, @QueryParam("maybe") Optional<List<Map<String, String>>> maybe) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void lists_of_lists_in_parameters_are_refused_with_class_method_and_parameter() {
        assertThat(Described.problems(NestedLists.class))
                .contains(
                        "NestedLists.list (parameter 'rows') has the type List<List<String>>, and each element of a parameter is"
                                + " one text; take a list of single values, or a body")
                .anySatisfy(problem -> assertThat(problem).contains("Nested.pairs has the type List<int[]>"))
                .anySatisfy(problem -> assertThat(problem).contains("NestedLists.field has the type List<Set<String>>"))
                .anySatisfy(problem ->
                        assertThat(problem).contains("NestedLists.array (parameter 'array') has the type String[][]"))
                .anySatisfy(
                        problem -> assertThat(problem).contains("NestedLists.array (parameter 'maybe') has the type"))
                .noneSatisfy(problem -> assertThat(problem).contains("'flat'"));
    }

    @Path("/setters")
    static class Setters {
        @QueryParam("name")
        @Summary("Name")
        public void setName(String name) {}

        @GET
        public String get() {
            throw new UnsupportedOperationException();
        }

        @POST
        public String setThing(String thing) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void parameters_of_setters_of_a_resource_are_described() {
        JsonNode path = Described.swagger(Setters.class).at("/paths/~1setters");
        assertThat(path.at("/get/parameters"))
                .extracting(parameter -> parameter.path("in").asText() + " "
                        + parameter.path("name").asText() + " "
                        + parameter.path("type").asText() + " "
                        + parameter.path("x-ms-summary").asText())
                .containsExactly("query name string Name");
        assertThat(path.at("/post/parameters"))
                .extracting(parameter -> parameter.path("name").asText())
                .containsExactlyInAnyOrder("name", "body");
    }

    static class Items {
        @GET
        public String item(@QueryParam("q") String q) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("poll")
        @PollTrigger(summary = "When an item comes")
        public String itemCame() {
            throw new UnsupportedOperationException();
        }
    }

    static class Lines {
        @GET
        public String line(@PathParam("id") String id) {
            throw new UnsupportedOperationException();
        }
    }

    @Path("/one")
    static class OneLocator {
        @Path("{id}/lines")
        public Class<Lines> lines() {
            throw new UnsupportedOperationException();
        }
    }

    @Path("/two")
    static class TwoLocators {
        @Path("a/{id}")
        public Items a() {
            throw new UnsupportedOperationException();
        }

        @Path("b")
        public Items b() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void operations_behind_locators_are_described() {
        assertThat(Described.swagger(OneLocator.class)
                        .at("/paths/~1one~1{id}~1lines/get/operationId")
                        .asText())
                .isEqualTo("Line");
    }

    @Test
    void operations_behind_locators_are_checked_as_others_are() {
        assertThat(Described.problems(TwoLocators.class))
                .anySatisfy(problem -> assertThat(problem).contains("Items.item is reached through several locators"))
                .anySatisfy(problem ->
                        assertThat(problem).contains("Items.itemCame is a @PollTrigger with no @TriggerState"))
                .anySatisfy(problem -> assertThat(problem).contains("Items.item has {id} in its path"));
    }

    @Path("/")
    static class Root {
        @GET
        @Path("invoices/special")
        public String special() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("invoices-of-today")
        public String today() {
            throw new UnsupportedOperationException();
        }
    }

    @Path("/invoices")
    static class Invoices {
        @GET
        @Path("{id}")
        @Operation(operationId = "Invoice")
        public String invoice(@PathParam("id") String id) {
            throw new UnsupportedOperationException();
        }
    }

    @Path("/{shop}")
    static class Shops {
        @GET
        @Path("invoices")
        public String ofShop(@PathParam("shop") String shop) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void a_path_that_another_class_shadows_is_refused() {
        assertThat(Described.problems(Root.class, Invoices.class))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .contains("Root.special answers GET /invoices/special", "asks Invoices alone"));
        assertThat(Described.swagger(Shops.class, Invoices.class).path("paths")).hasSize(2);
        assertThat(Described.problems(Root.class, Shops.class))
                .anySatisfy(problem -> assertThat(problem).contains("Root.special", "asks Shops alone"));
    }
}

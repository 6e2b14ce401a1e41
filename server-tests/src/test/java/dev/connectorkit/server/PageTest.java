package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.connectorkit.annotations.PageState;
import dev.connectorkit.sdk.poll.Page;
import dev.connectorkit.swagger.InvalidConnectorException;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists in pages: engines follow a signed, absolute link to the last page. */
class PageTest {

    record Item(int number) {}

    @Path("/items")
    public static class Items {
        @GET
        public Page<Item> listItems(
                @PageState Optional<Integer> after, @QueryParam("size") @DefaultValue("2") int size) {
            int from = after.orElse(0);
            List<Item> items = IntStream.range(from, Math.min(from + size, 5))
                    .mapToObj(Item::new)
                    .toList();
            return from + size >= 5 ? Page.last(items) : Page.of(items, from + size);
        }

        @GET
        @Path("later")
        public CompletionStage<Page<Item>> later(@PageState Optional<String> after) {
            return CompletableFuture.completedFuture(
                    after.isPresent() ? Page.last(List.of()) : Page.of(List.of(new Item(1)), "b c"));
        }
    }

    @Path("/bad")
    public static class NotPaged {
        @GET
        @Path("raw")
        @SuppressWarnings("rawtypes")
        public Page<Item> raw(@PageState Optional after) {
            return Page.last(List.of());
        }

        @GET
        public List<Item> list(@PageState Optional<Integer> after) {
            return List.of();
        }

        @GET
        @Path("object")
        public Page<Item> object(@PageState Object after) {
            return Page.last(List.of());
        }
    }

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.with(new Items());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Response follow(Response page) {
        return RestAssured.given()
                .urlEncodingEnabled(false)
                .get(page.path("nextLink").toString());
    }

    @Test
    void the_links_lead_through_all_pages() {
        Response first = server.get("/items?size=2");
        first.then().statusCode(200).body("value.number", contains(0, 1));
        Response second = follow(first);
        second.then().body("value.number", contains(2, 3));
        follow(second).then().body("value.number", contains(4)).body("nextLink", nullValue());
    }

    @Test
    void the_link_is_absolute_keeps_the_query_and_is_signed() {
        String link = server.get("/items?size=3").path("nextLink");
        assertThat(link).startsWith(server.url() + "/items?size=3&pageState=").doesNotEndWith("=3");
        server.get("/items?pageState=3").then().statusCode(400).body("detail", containsString("pageState must be"));
        String token = link.substring(link.indexOf("pageState="));
        server.get("/items/later?" + token).then().statusCode(400);
    }

    @Test
    void a_stage_of_a_page_is_a_page() {
        Response first = server.get("/items/later");
        first.then().body("value", hasSize(1));
        follow(first).then().body("value", hasSize(0)).body("nextLink", nullValue());
    }

    @Test
    void the_document_has_the_list_a_hidden_link_and_x_ms_pageable() {
        String list = "paths.'/items'.get.";
        server.get("/swagger.json?profile=designer")
                .then()
                .body(list + "x-ms-pageable.nextLinkName", equalTo("nextLink"))
                .body(list + "responses.'200'.schema.properties.value.items.$ref", equalTo("#/definitions/Item"))
                .body(list + "responses.'200'.schema.properties.nextLink.x-ms-visibility", equalTo("internal"))
                .body(list + "responses.'200'.schema.properties.value.x-ms-summary", equalTo("Items"))
                .body(list + "responses.'200'.schema.properties.value.description", equalTo("The items of the page."))
                .body(list + "parameters.name", contains("size"));
    }

    @Test
    void a_state_without_pages_and_one_of_another_type_fail_the_start() {
        assertThatThrownBy(() -> TestServer.with(new NotPaged()))
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("NotPaged.list has 1 @PageState parameters")
                .hasMessageContaining("a page state cannot be java.lang.Object")
                .hasMessageContaining("NotPaged.raw (parameter 'after'): a page state cannot be java.util.Optional");
    }
}

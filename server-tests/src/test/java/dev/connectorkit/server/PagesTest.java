package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.response.Response;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");

    @Path("/orders")
    public static class Orders {
        @GET
        public String all() {
            return "[]";
        }
    }

    @Test
    void the_page_of_the_connector_brings_everything_that_it_links() {
        try (TestServer server = TestServer.with(new Orders())) {
            Response page = server.get("/");
            page.then()
                    .statusCode(200)
                    .contentType(startsWith("text/html"))
                    .header("Content-Security-Policy", containsString("default-src 'self'"));
            LINK.matcher(page.asString())
                    .results()
                    .map(link -> link.group(1))
                    .forEach(link -> assertThat(server.get("/" + link).statusCode())
                            .as(link)
                            .isEqualTo(200));
            assertThat(page.asString()).doesNotContain("://", "href=\"/", "src=\"/");
            server.get("/home/operations.js").then().statusCode(200).contentType(startsWith("text/javascript"));
        }
    }

    @Test
    void swagger_ui_brings_its_own_files() {
        try (TestServer server = TestServer.with(new Orders())) {
            Response page = server.get("/swagger-ui/");
            page.then().statusCode(200).contentType(startsWith("text/html")).body(containsString("start.js"));
            LINK.matcher(page.asString())
                    .results()
                    .map(link -> link.group(1))
                    .forEach(
                            link -> assertThat(server.get("/swagger-ui/" + link).asByteArray())
                                    .as(link)
                                    .hasSizeGreaterThan(300));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/swagger-ui/package.json",
                "/home/swagger-ui.html",
                "/home/..%2Fhome%2Fhome.js",
                "/home/HOME.JS",
                "/home/"
            })
    void other_files_are_not_served(String path) {
        try (TestServer server = TestServer.with(new Orders())) {
            assertThat(server.get(path).statusCode()).isIn(400, 404);
        }
    }

    @Test
    void the_pages_can_be_switched_off() {
        try (TestServer server = TestServer.with(builder -> builder.withoutUi(), new Orders())) {
            for (String path : new String[] {"/", "/home/home.js", "/swagger-ui/", "/swagger-ui/swagger-ui.css"}) {
                server.get(path).then().statusCode(404);
            }
        }
    }
}

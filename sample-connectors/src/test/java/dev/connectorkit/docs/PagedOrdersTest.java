package dev.connectorkit.docs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.checker.pack.ConnectorPackage;
import dev.connectorkit.docs.PagedOrders.Order;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.swagger.Profile;
import dev.connectorkit.test.junit.ConnectorExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The snippet on lists in pages works, with nothing beside the exported package. */
class PagedOrdersTest {

    @RegisterExtension
    final ConnectorExtension connector = ConnectorExtension.of((server, clock) ->
            server.register(new PagedOrders((number, atMost) -> LongStream.rangeClosed(number + 1, 250)
                    .limit(atMost)
                    .mapToObj(n -> new Order(n, "Customer " + n))
                    .toList())));

    @Test
    void following_the_links_reads_every_order_once() {
        List<Integer> numbers = new ArrayList<>();
        String next = connector.server().url() + "orders";
        int pages = 0;
        while (next != null) {
            var page = given().urlEncodingEnabled(false).get(next);
            numbers.addAll(page.path("value.number"));
            next = page.path("nextLink");
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(numbers).hasSize(250).doesNotHaveDuplicates().startsWith(1).endsWith(250);
    }

    @Test
    void the_exported_package_has_the_policy_that_follows_the_links_and_no_script(@TempDir Path folder)
            throws IOException {
        ConnectorServer server = connector.server();
        ObjectNode document = server.document().swagger(Profile.DESIGNER, server.url());
        ConnectorPackage.of(document).writeTo(folder);
        JsonNode definition = new ObjectMapper()
                .readTree(folder.resolve("apiDefinition.swagger.json").toFile());
        JsonNode operation = definition.at("/paths/~1orders/get");
        assertThat(operation.at("/x-ms-pageable/nextLinkName").asText()).isEqualTo("nextLink");
        JsonNode policy = new ObjectMapper()
                .readTree(folder.resolve("apiProperties.json").toFile())
                .at("/properties/policyTemplateInstances/0");
        assertThat(policy.path("templateId").asText()).isEqualTo("updatenextlink");
        assertThat(policy.at("/parameters/x-ms-apimTemplateParameter.nextLinkPropertyName")
                        .asText())
                .isEqualTo("nextLink");
        assertThat(policy.at("/parameters/x-ms-apimTemplate-operationName"))
                .extracting(JsonNode::asText)
                .containsExactly(operation.path("operationId").asText());
        assertThat(folder.resolve("script.csx")).doesNotExist();
    }
}

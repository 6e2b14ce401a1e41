package dev.connectorkit.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.sdk.durable.DurableClient;
import dev.connectorkit.sdk.durable.OrchestrationOptions;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.swagger.Profile;
import dev.connectorkit.test.TestClock;
import dev.connectorkit.test.WorkflowEngine;
import dev.connectorkit.test.junit.ConnectorExtension;
import dev.connectorkit.workbench.conformance.Conformance;
import dev.connectorkit.workbench.conformance.ConformanceReport;
import dev.connectorkit.workbench.conformance.Patience;
import dev.connectorkit.workbench.conformance.Result;
import dev.connectorkit.workbench.conformance.Status;
import dev.connectorkit.workbench.conformance.WorkbenchFile;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** An endpoint of one's own that starts an orchestration, under the rules of the protocol. */
class DurableConformanceTest {

    /** Starts an approval. */
    @jakarta.ws.rs.Path("/")
    public static final class Approvals {

        @POST
        @jakarta.ws.rs.Path("orders/{number}/approval")
        @Operation(summary = "Approve an order", description = "This operation asks a person to approve an order.")
        public Response approve(
                @PathParam("number") @Summary(value = "Number", description = "The number of the order.") String number,
                @Context DurableClient durable) {
            String id = durable.orchestrations().start("ApproveOrder", number);
            return durable.createCheckStatusResponse(id);
        }
    }

    private static ConformanceReport report(Consumer<OrchestrationOptions.Builder> options, String file) {
        TestClock clock = TestClock.at(Instant.parse("2026-11-27T10:00:00Z"));
        Orchestrations orchestrations = Orchestrations.create()
                .register("ApproveOrder", String.class, Boolean.class, (ctx, number) -> {
                    var approval = ctx.waitForExternalEvent("Approval", Boolean.class);
                    var timeout = ctx.createTimer(Duration.ofMinutes(10));
                    return ctx.anyOf(approval, timeout).await() == approval && approval.await();
                });
        try (ConnectorServer server = ConnectorServer.builder()
                        .host("localhost")
                        .store("memory")
                        .clock(clock)
                        .orchestrations(orchestrations, built -> options.accept(built.managementApi()))
                        .register(new Approvals())
                        .start();
                WorkflowEngine engine = ConnectorExtension.engine(server, clock)
                        .document(server.document()
                                .swagger(Profile.DESIGNER, URI.create("https://orders.example/"))
                                .toString())
                        .build()) {
            JsonNode accepted = server.document()
                    .swagger(Profile.DESIGNER, server.url())
                    .at("/paths/~1orders~1{number}~1approval/post/responses/202/headers");
            assertThat(accepted.properties())
                    .extracting(header -> header.getKey())
                    .contains("Location", "Retry-After");
            return Conformance.builder(engine)
                    .file(WorkbenchFile.read(file))
                    .today(LocalDate.of(2026, 11, 27))
                    .patience(new Patience(Duration.ofHours(1), Duration.ofSeconds(2)))
                    .build()
                    .run();
        }
    }

    private static List<String> rules(List<Result> results) {
        return results.stream()
                .map(result -> result.rule().id())
                .distinct()
                .sorted()
                .toList();
    }

    /** The codes in the links open one instance, and an instance that was terminated is answered with 400. */
    @Test
    void the_defaults_depart_from_durable_functions_in_three_rules() {
        ConformanceReport report = report(options -> {}, "");
        assertThat(rules(report.failures())).as(report.toText()).containsExactly("ASYNC-06", "DF-04", "DF-07");
    }

    @Test
    void the_file_of_the_guide_accepts_them() throws IOException {
        String guide = Files.readString(Path.of("").toAbsolutePath().resolveSibling("docs/conformance.md"));
        String file = guide.substring(guide.indexOf("bypass:\n  - {"));
        ConformanceReport report = report(options -> {}, file.substring(0, file.indexOf("```")));
        assertThat(rules(report.failures())).as(report.toText()).isEmpty();
        assertThat(report.count(Status.BYPASSED)).isEqualTo(3);
    }

    @Test
    void the_options_of_durable_functions_depart_in_none() {
        ConformanceReport report = report(options -> options.systemKeyInLinks().statusOfFailedInstance(200), "");
        assertThat(rules(report.failures())).as(report.toText()).isEmpty();
        assertThat(report.results().stream().filter(result -> result.status() == Status.PASSED))
                .extracting(result -> result.rule().id())
                .contains(
                        "ACT-01",
                        "ASYNC-03",
                        "ASYNC-06",
                        "DF-01",
                        "DF-02",
                        "DF-03",
                        "DF-04",
                        "DF-05",
                        "DF-07",
                        "DF-08");
    }
}

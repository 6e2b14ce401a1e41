package dev.connectorkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.EventOptions;
import dev.connectorkit.orchestration.IdReuse;
import dev.connectorkit.orchestration.InstanceQuery;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RetryPolicy;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.StartOptions;
import dev.connectorkit.orchestration.Task;
import dev.connectorkit.orchestration.TaskOptions;
import dev.connectorkit.orchestration.TaskOrchestrationContext;
import dev.connectorkit.orchestration.TypeRef;
import dev.connectorkit.orchestration.VersionMatch;
import dev.connectorkit.orchestration.VersionMismatch;
import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.orchestration.testing.OrchestrationTester;
import dev.connectorkit.orchestration.testing.ReplayCheck;
import dev.connectorkit.sdk.durable.DurableClient;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.storage.Database;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/** The snippets of the guide on orchestrations. */
final class DurableWork {

    /** Sends SMS. */
    interface Sms {
        int sendChallenge(String phone);
    }

    private DurableWork() {}

    static Orchestrations orchestrations(Sms sms) {
        // tag::phone[]
        Orchestrations orchestrations = Orchestrations.create()
                .registerActivity("SendSmsChallenge", String.class, Integer.class, phone -> sms.sendChallenge(phone))
                .register("VerifyPhone", String.class, Boolean.class, (ctx, phone) -> {
                    int code = ctx.callActivity("SendSmsChallenge", phone, Integer.class)
                            .await();
                    Task<Void> timeout = ctx.createTimer(Duration.ofSeconds(90));
                    for (int attempt = 0; attempt <= 3; attempt++) {
                        Task<Integer> answer = ctx.waitForExternalEvent("SmsChallengeResponse", Integer.class);
                        if (ctx.anyOf(answer, timeout).await() == timeout) {
                            return false;
                        }
                        if (answer.await() == code) {
                            timeout.cancel();
                            return true;
                        }
                    }
                    return false;
                });
        // end::phone[]
        return orchestrations;
    }

    static void engine(Orchestrations orchestrations) throws TimeoutException {
        // tag::engine[]
        try (Database database = Database.open("sqlite:work.db"); // or memory, or postgres://...
                OrchestrationEngine engine = OrchestrationEngine.builder(orchestrations, database)
                        .build()
                        .start()) {
            OrchestrationClient client = engine.client();
            String id = client.start("VerifyPhone", "+14255550123");
            client.raiseEvent(id, "SmsChallengeResponse", 2168);
            client.waitForCompletion(id, Duration.ofMinutes(2)).output(); // true or false
        }
        // end::engine[]
    }

    static void test(Orchestrations orchestrations) throws IOException {
        // tag::testing[]
        OrchestrationTester tester = OrchestrationTester.of(orchestrations).activity("SendSmsChallenge", phone -> 2168);
        String id = tester.start("VerifyPhone", "+14255550123");
        tester.advance(Duration.ofSeconds(90)); // virtual time
        assertThat(tester.output(id, Boolean.class)).isFalse();

        // Replays a stored history, written by HistoryJson.write(client.history(id)), with the changed code.
        ReplayCheck.of(orchestrations).verify(Files.readString(Path.of("yesterday.json")));
        // end::testing[]
    }

    static String versions(TaskOrchestrationContext ctx) {
        // tag::patch[]
        if (ctx.isPatched("check-stock-first")) { // false for instances that passed this point before
            ctx.callActivity("CheckStock").await();
        }
        // end::patch[]
        return "done";
    }

    static void limits(TaskOrchestrationContext ctx) {
        // tag::limits[]
        TaskOptions options = TaskOptions.builder()
                .retryPolicy(new RetryPolicy(3, Duration.ofSeconds(5)))
                .timeout(Duration.ofMinutes(10)) // of one attempt
                .heartbeatTimeout(Duration.ofSeconds(30)) // between calls of context.heartbeat()
                .build();
        ctx.callActivity("Render", null, options).await();
        // end::limits[]
    }

    static void handler(TaskOrchestrationContext ctx) {
        // tag::handler[]
        TaskOptions options = new TaskOptions(retry -> retry.getLastAttemptNumber() < 3
                && retry.getTotalRetryTime().compareTo(Duration.ofMinutes(5)) < 0
                && !retry.getLastFailure().isCausedBy(SecurityException.class));
        ctx.callActivity("Render", null, options).await();
        // end::handler[]
    }

    static void query(OrchestrationClient client) {
        // tag::query[]
        InstanceQuery lastHour = InstanceQuery.builder()
                .names(Set.of("ApproveOrder", "ShipOrder"))
                .completed(Instant.now().minus(Duration.ofHours(1)), null)
                .build();
        for (OrchestrationStatus status : client.query(lastHour).instances()) {
            client.purge(status.instanceId(), true);
        }
        // end::query[]
    }

    static OrchestrationEngine versions(Orchestrations orchestrations, Database database) {
        // tag::versions[]
        OrchestrationEngine engine = OrchestrationEngine.builder(orchestrations, database)
                .version("2.0")
                .versionMatch(VersionMatch.CURRENT_OR_OLDER, VersionMismatch.REJECT)
                .build();
        // end::versions[]
        return engine;
    }

    static void child(TaskOrchestrationContext ctx) {
        // tag::child[]
        String version = ctx.getVersion(); // null if the start gave none
        TaskOptions options = TaskOptions.builder()
                .version(version == null ? "1.0" : version) // of the child; by default that of its parent
                .build();
        ctx.callSubOrchestrator("Ship", null, options, TypeRef.of(String.class)).await();
        // end::child[]
    }

    static void starts(OrchestrationClient client, DataSource dataSource) throws SQLException {
        // tag::start[]
        client.start(
                "ApproveOrder",
                "A-1",
                StartOptions.builder()
                        .instanceId("order-A-1")
                        .idReuse(IdReuse.USE_RUNNING) // or REFUSE, REPLACE, ...
                        .version("2.0")
                        .tag("customer", "C-7")
                        .build());
        client.query(InstanceQuery.builder()
                .name("ApproveOrder")
                .tag("customer", "C-7")
                .status(RuntimeStatus.RUNNING)
                .build());
        client.raiseEvent("order-A-1", "Paid", 12.5, EventOptions.withIdempotencyKey("payment-99"));
        // end::start[]

        // tag::transaction[]
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            // statements of your own
            client.in(connection).start("ApproveOrder", "A-2");
            connection.commit(); // both, or neither
        }
        // end::transaction[]
    }

    static void server(Orchestrations orchestrations, Path dir, String instance) {
        // tag::server[]
        ConnectorServer server = ConnectorServer.builder()
                .dataDir(dir)
                .orchestrations(orchestrations, options -> options.managementApi())
                .register(new Approvals())
                .start();
        server.orchestrations().raiseEvent(instance, "Approval", true);
        // end::server[]
    }

    @jakarta.ws.rs.Path("/")
    static final class Approvals {
        // tag::endpoint[]
        @POST
        @jakarta.ws.rs.Path("orders/{number}/approval")
        public Response approve(@PathParam("number") String number, @Context DurableClient durable) {
            String id = durable.orchestrations().start("ApproveOrder", number);
            return durable.createCheckStatusResponse(id);
        }
        // end::endpoint[]
    }
}

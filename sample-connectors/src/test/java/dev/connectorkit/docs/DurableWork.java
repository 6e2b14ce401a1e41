package dev.connectorkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.Task;
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
import java.time.Duration;
import java.util.concurrent.TimeoutException;

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

        // A history of yesterday against the code of today: HistoryJson.write(client.history(id)) wrote it.
        ReplayCheck.of(orchestrations).verify(Files.readString(Path.of("yesterday.json")));
        // end::testing[]
    }

    static void server(Orchestrations orchestrations, Path dir, String instance) {
        // tag::server[]
        ConnectorServer server = ConnectorServer.builder()
                .dataDir(dir)
                .orchestrations(orchestrations)
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

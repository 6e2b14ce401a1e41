package dev.connectorkit.docs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.annotations.WebhookAction;
import dev.connectorkit.callbacks.SubscribeTo;
import dev.connectorkit.callbacks.Subscribed;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.TaskCanceledException;
import dev.connectorkit.orchestration.testing.OrchestrationTester;
import dev.connectorkit.sdk.action.Accepted;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.server.ConnectorServer;
import io.restassured.http.ContentType;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The snippets of the guide on a person in the loop. */
class ApprovalsTest {

    /** Asks a person. */
    interface Mail {
        String ask(Question question);
    }

    // tag::orchestration[]
    public record Expense(String purpose, double amount) {}

    public record Question(String instance, Expense expense) {}

    public record Decision(boolean approved, String reason) {}

    static Orchestrations approvals(Mail mail) {
        return Orchestrations.create()
                .registerActivity("AskForApproval", Question.class, String.class, mail::ask)
                .register("ApproveExpense", Expense.class, Decision.class, (ctx, expense) -> {
                    ctx.setCustomStatus(Map.of("percent", 50, "message", "waiting for the approver"));
                    ctx.callActivity("AskForApproval", new Question(ctx.getInstanceId(), expense), String.class)
                            .await();
                    try {
                        return ctx.waitForExternalEvent("Decision", Duration.ofDays(3), Decision.class)
                                .await();
                    } catch (TaskCanceledException e) {
                        return new Decision(false, "Nobody has decided within three days");
                    }
                });
    }
    // end::orchestration[]

    // tag::action[]
    static AsyncAction<Expense, Decision> approveExpense() {
        return AsyncAction.named("approve-expense", Expense.class, Decision.class)
                .orchestration("ApproveExpense")
                .maxRunning(1000) // one that waits for a person holds a place, but no thread
                .keepFor(Duration.ofDays(30))
                .retryAfter(Duration.ofMinutes(5))
                .build();
    }
    // end::action[]

    /** Takes expenses. */
    @Path("/expenses")
    @Consumes(MediaType.APPLICATION_JSON)
    public static class Expenses {
        private final AsyncAction<Expense, Decision> approve;

        Expenses(AsyncAction<Expense, Decision> approve) {
            this.approve = approve;
        }

        // tag::polling[]
        @POST
        @Path("approvals")
        public Accepted<Decision> approveExpense(Expense expense) {
            return approve.accept(expense);
        }
        // end::polling[]

        // tag::webhook[]
        @POST
        @Path("approvals/subscriptions")
        @WebhookAction(notification = Decision.class)
        public Subscribed approveExpenseAndBeCalled(SubscribeTo<Expense> expense) {
            return approve.accept(expense);
        }
        // end::webhook[]
    }

    // tag::decide[]
    static void decide(OrchestrationClient orchestrations, String instance, boolean approved, String reason) {
        orchestrations.raiseEvent(instance, "Decision", new Decision(approved, reason));
    }
    // end::decide[]

    // tag::test[]
    @Test
    void an_expense_that_nobody_decides_is_not_approved() {
        OrchestrationTester tester =
                OrchestrationTester.of(approvals(question -> "sent")).activity("AskForApproval", question -> "sent");
        String id = tester.start("ApproveExpense", new Expense("chairs", 1200));
        tester.advance(Duration.ofDays(3)); // virtual time
        assertThat(tester.output(id, Decision.class).approved()).isFalse();
    }
    // end::test[]

    @Test
    void a_decision_is_the_result_of_the_action() throws Exception {
        BlockingQueue<Question> asked = new LinkedBlockingQueue<>();
        Orchestrations orchestrations = approvals(question -> {
            asked.add(question);
            return "sent";
        });
        AsyncAction<Expense, Decision> approve = approveExpense();
        try (ConnectorServer server =
                // tag::server[]
                ConnectorServer.builder()
                        .store("memory") // in production: dataDir(...), or PostgreSQL
                        .orchestrations(orchestrations)
                        .actions(approve)
                        .register(new Expenses(approve))
                        .start()
        // end::server[]
        ) {
            String location = given().contentType(ContentType.JSON)
                    .body("{\"purpose\":\"chairs\",\"amount\":1200}")
                    .post(server.url() + "expenses/approvals")
                    .then()
                    .statusCode(202)
                    .extract()
                    .header("Location");
            Question question = asked.poll(2, TimeUnit.MINUTES);
            given().get(location).then().statusCode(202);

            decide(server.orchestrations(), question.instance(), true, "We need them");
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> given().get(location).statusCode() == 200);
            assertThat(given().get(location).path("approved").toString()).isEqualTo("true");
        }
    }
}

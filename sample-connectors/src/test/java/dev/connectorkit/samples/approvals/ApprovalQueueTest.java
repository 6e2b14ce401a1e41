package dev.connectorkit.samples.approvals;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.storage.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovalQueueTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path data;

    private Path folder;
    private Database database;
    private OrchestrationEngine engine;
    private OrchestrationClient client;
    private ApprovalQueue queue;

    @BeforeEach
    void open() throws IOException {
        folder = data.resolve("approval-queue");
        database = Database.open("memory");
        engine = engineOver(database).start();
        client = engine.client();
        queue = ApprovalQueue.open(folder, client);
    }

    @AfterEach
    void close() throws IOException {
        queue.close();
        engine.close();
        database.close();
    }

    private String waiting() {
        return client.start("BudgetApproval", "chairs");
    }

    private boolean approved(String id) throws TimeoutException {
        OrchestrationStatus status = client.waitForCompletion(id, LONG);
        return client.read(status.output(), BudgetApproval.Decision.class).approved();
    }

    private void awaitGone(Path message) {
        await().atMost(LONG).until(() -> Files.notExists(message));
    }

    @Test
    void a_message_approves_the_instance_that_it_names_and_is_taken_away() throws Exception {
        String id = waiting();
        String other = waiting();
        Path message = Files.writeString(folder.resolve("message"), id + "\n");

        assertThat(approved(id)).isTrue();
        awaitGone(message);
        assertThat(client.status(other))
                .hasValueSatisfying(status ->
                        assertThat(status.runtimeStatus().isFinished()).isFalse());
    }

    @Test
    void messages_of_before_it_opened_are_taken_too() throws Exception {
        queue.close();
        String id = waiting();
        Files.writeString(folder.resolve("message"), id);
        queue = ApprovalQueue.open(folder, client);

        assertThat(approved(id)).isTrue();
    }

    @Test
    void an_approval_that_comes_before_anybody_waits_is_kept() throws Exception {
        String id = waiting();
        client.suspend(id, null);
        Path message = Files.writeString(folder.resolve("message"), id);
        awaitGone(message);
        client.resume(id, null);

        assertThat(approved(id)).isTrue();
    }

    @Test
    void messages_that_cannot_be_moved_away_do_not_hold_up_another() throws Exception {
        String id = waiting();
        for (int i = 1; i < 10; i++) {
            Files.createDirectories(folder.resolve("refused/" + i + "/not empty"));
            Files.writeString(folder.resolve(String.valueOf(i)), "nobody");
        }
        Files.writeString(folder.resolve("good"), id);
        assertThat(approved(id)).isTrue();
        assertThat(folder.resolve("1")).exists();
    }

    @Test
    void an_id_that_no_instance_can_have_is_refused() throws Exception {
        Files.writeString(folder.resolve("message"), "x".repeat(1000));
        await().atMost(LONG).until(() -> Files.exists(folder.resolve("refused/message")));
    }

    @Test
    void an_unknown_instance_does_not_hold_up_the_messages_behind_it() throws Exception {
        String id = waiting();
        Files.writeString(folder.resolve("1"), "nobody");
        Files.writeString(folder.resolve("2"), id);

        assertThat(approved(id)).isTrue();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(folder.resolve("refused/1")).hasContent("nobody"));
        awaitGone(folder.resolve("1"));
    }

    @Test
    void a_finished_instance_is_not_approved_once_more() throws Exception {
        String id = waiting();
        client.raiseEvent(id, "Approval", false);
        assertThat(approved(id)).isFalse();
        Files.writeString(folder.resolve("late"), id);

        await().atMost(LONG).until(() -> Files.exists(folder.resolve("refused/late")));
        assertThat(approved(id)).isFalse();
    }

    @Test
    void what_cannot_be_an_id_is_put_aside() throws Exception {
        Files.write(folder.resolve("latin"), "\u00e9".getBytes(ISO_8859_1));
        Files.writeString(folder.resolve("long"), "x".repeat(5000));

        await().atMost(LONG)
                .until(() ->
                        Files.exists(folder.resolve("refused/latin")) && Files.exists(folder.resolve("refused/long")));
    }

    @Test
    void a_message_that_is_still_being_written_is_left_alone() throws Exception {
        String id = waiting();
        Path empty = Files.createFile(folder.resolve("empty"));
        Path draft = Files.writeString(folder.resolve(".draft"), "nob");
        String witness = waiting();
        Files.writeString(folder.resolve("witness"), witness);
        assertThat(approved(witness)).isTrue();
        assertThat(empty).exists();
        assertThat(draft).exists();

        Files.writeString(draft, id);
        Files.move(draft, folder.resolve("done"));
        assertThat(approved(id)).isTrue();
    }

    @Test
    void a_message_waits_for_a_database_that_is_not_there() throws Exception {
        String url = "sqlite:" + data.resolve("work.db");
        Path message = folder.resolve("message");
        String id;
        try (Database first = Database.open(url)) {
            OrchestrationClient unstarted = engineOver(first).client();
            id = unstarted.start("BudgetApproval", "chairs");
            queue.close();
            queue = ApprovalQueue.open(folder, unstarted);
        }
        Files.writeString(message, id);
        await().during(Duration.ofMillis(1500)).atMost(LONG).until(() -> Files.exists(message));

        try (Database second = Database.open(url);
                OrchestrationEngine restarted = engineOver(second).start()) {
            queue.close();
            queue = ApprovalQueue.open(folder, restarted.client());
            assertThat(restarted.client().waitForCompletion(id, LONG).output()).contains("granted");
            queue.close();
        }
    }

    private static OrchestrationEngine engineOver(Database database) {
        Orchestrations orchestrations = Orchestrations.create();
        BudgetApproval.register(orchestrations);
        return OrchestrationEngine.builder(orchestrations, database).build();
    }
}

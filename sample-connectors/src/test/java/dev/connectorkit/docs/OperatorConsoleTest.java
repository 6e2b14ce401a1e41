package dev.connectorkit.docs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.test.FakeReceiver;
import dev.connectorkit.workbench.browser.Browser;
import dev.connectorkit.workbench.server.WorkbenchServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's console in a real browser, with its picture in {@code docs}; skipped on machines without Chromium. */
class OperatorConsoleTest {

    private static final String KEY = "an-operators-key-for-tests";
    private static final String SYSTEM_KEY = "a-system-key-for-tests-of-the-page";
    private static final int MORE_THAN_A_PAGE = 103;

    @TempDir
    Path profile;

    private final Callbacks<OrderWebhooks.OrderFilter, OrderWebhooks.Order> created = OrderWebhooks.orderCreated();
    private final AtomicBoolean closed = new AtomicBoolean(true);
    private final Orchestrations orchestrations = Orchestrations.create()
            .registerActivity("CheckOrder", String.class, String.class, order -> order)
            .registerActivity("ShipOrder", String.class, String.class, order -> {
                if (closed.get()) {
                    throw new IllegalStateException("The warehouse is closed");
                }
                return order;
            })
            .register("ApproveOrder", String.class, String.class, (ctx, order) -> {
                ctx.callActivity("CheckOrder", order, String.class).await();
                ctx.waitForExternalEvent("Decision", String.class).await();
                return ctx.callActivity("ShipOrder", order, String.class).await();
            });
    private FakeReceiver receiver;
    private ConnectorServer server;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Browser.program().isPresent(), "This machine has no Chromium: the console is not tested");
        receiver = FakeReceiver.start();
        server = ConnectorServer.builder()
                .store("memory")
                .callbacks(created)
                .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
                .orchestrations(
                        orchestrations, options -> options.managementApi().systemKey(SYSTEM_KEY))
                .metrics(new SimpleMeterRegistry())
                .admin(0, KEY)
                .register(new OrderWebhooks(created))
                .start();
        browser = new Browser(Browser.program().orElseThrow(), profile);
        browser.size(1200, 800);
        browser.open("http://127.0.0.1:" + server.adminPort() + "/");
        browser.type("input[name=key]", "wrong");
        browser.click("button", "Open");
        browser.until("document.querySelector('main .error')");
        browser.type("input[name=key]", KEY);
        browser.click("button", "Open");
        browser.sees("Health");
        browser.evaluate("window.confirm = () => true");
    }

    @AfterEach
    void stop() throws Exception {
        if (browser != null) {
            browser.close();
            server.close();
            receiver.close();
        }
    }

    private void go(String page) throws Exception {
        browser.evaluate("location.hash = '#/" + page + "'");
    }

    @Test
    void dead_letters_are_sent_again_one_many_and_all_beyond_the_page() throws Exception {
        given().contentType("application/json")
                .body(Map.of("callbackUrl", receiver.url("/hook"), "region", "north"))
                .post(server.url() + "orders/subscriptions")
                .then()
                .statusCode(201);
        go("subscriptions");
        browser.click("main button", "pause");
        browser.sees("paused");
        for (int i = 0; i < MORE_THAN_A_PAGE; i++) {
            created.publish(new OrderWebhooks.Order("" + i, "north"));
        }
        browser.click("main button", "resume");
        browser.until("document.querySelector('main .chip.good')?.textContent === 'active'");
        go("dead-letters");
        browser.sees("Next page");

        browser.click("td button", "resend");
        browser.sees("resend: done");
        await().untilAsserted(() -> assertThat(receiver.received()).hasSize(1));

        browser.evaluate("[...document.querySelectorAll('td input')].slice(0, 2).forEach(box => box.click())");
        browser.click("main button", "Send the chosen again");
        browser.sees("2 sent again");
        await().untilAsserted(() -> assertThat(receiver.received()).hasSize(3));

        browser.click("#resend-all", "Send all again");
        browser.sees(MORE_THAN_A_PAGE - 3 + " sent again");
        browser.sees("Nothing here.");
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(receiver.received()).hasSize(MORE_THAN_A_PAGE));
        go("");
        browser.until(
                "[...document.querySelectorAll('.plots h3')].some(plot => plot.textContent.startsWith('Deliveries'))");
        browser.sees("Age of the queue");
    }

    @Test
    void an_instance_gets_its_event_fails_is_rewound_and_ended() throws Exception {
        String id = server.orchestrations().start("ApproveOrder", "4711");
        go("orchestrations");
        browser.click("td a", id);
        browser.until("[...document.querySelectorAll('.gantt text')].some(text => text.textContent === 'CheckOrder')");
        browser.type("input[aria-label=\"event\"]", "Decision");
        browser.type("input[aria-label^=\"payload\"]", "\"yes\"");
        browser.click("main form button", "Raise event");
        browser.sees("raise Decision: done");
        browser.evaluate("document.activeElement.blur()");
        browser.sees("Failed");
        browser.sees("The warehouse is closed");
        picture("operator-orchestration");

        closed.set(false);
        browser.click("main button", "rewind");
        browser.sees("rewind: done");
        browser.sees("Completed");
        browser.click("main button", "restart");
        browser.sees("restart: done");
        go("orchestrations");
        browser.until("document.querySelectorAll('td a').length === 2");
        browser.evaluate("[...document.querySelectorAll('td a')].find(a => a.textContent !== '" + id + "').click()");
        browser.click("main button", "terminate");
        browser.sees("Terminated");
    }

    @Test
    void the_workbench_steers_instances_over_the_api_of_durable_functions() throws Exception {
        String id = server.orchestrations().start("ApproveOrder", "4711");
        try (WorkbenchServer workbench = WorkbenchServer.builder().start()) {
            workbench.load(server.url() + "swagger.json", "");
            browser.open(workbench.url() + "#/orchestrations");
            browser.type("input[aria-label=\"key\"]", SYSTEM_KEY);
            browser.click("main button", "Show");
            browser.click("td a", id);
            browser.sees("Running");
            browser.type("input[aria-label=\"event\"]", "Decision");
            browser.type("input[aria-label^=\"payload\"]", "\"yes\"");
            browser.click("main form button", "Raise event");
            browser.sees("Failed");
            browser.until(
                    "[...document.querySelectorAll('.gantt text')].some(text => text.textContent === 'ShipOrder')");
            picture("workbench-orchestration");

            closed.set(false);
            browser.click("main button", "rewind");
            browser.sees("Completed");

            String second = server.orchestrations().start("ApproveOrder", "4712");
            browser.evaluate("location.hash = '#/orchestrations/" + second + "'");
            browser.click("main button", "terminate");
            browser.sees("Terminated");
            browser.evaluate("location.hash = '#/orchestrations'");
            browser.until("document.querySelectorAll('td a').length === 2");
        }
    }

    private void picture(String name) throws Exception {
        Path pictures = Boolean.getBoolean("golden.update") ? Path.of("../docs") : Path.of("target/pictures");
        Files.createDirectories(pictures);
        Files.write(pictures.resolve(name + ".png"), browser.picture());
    }
}

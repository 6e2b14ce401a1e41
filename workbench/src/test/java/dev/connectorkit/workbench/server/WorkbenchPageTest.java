package dev.connectorkit.workbench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real Chromium; skipped on machines without one. */
class WorkbenchPageTest {

    @TempDir
    static Path profile;

    private static Browser browser;

    private Shop shop;
    private WorkbenchServer workbench;

    @BeforeAll
    static void open() throws Exception {
        assumeTrue(Browser.program().isPresent(), "This machine has no Chromium: the pages are not tested");
        browser = new Browser(Browser.program().orElseThrow(), profile);
    }

    @AfterAll
    static void end() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        shop = new Shop();
        workbench = WorkbenchServer.start(0, "memory", Clock.systemUTC());
    }

    @AfterEach
    void stop() throws Exception {
        browser.open("about:blank");
        workbench.close();
        shop.close();
    }

    private void load(String page) throws Exception {
        workbench.load(shop.url() + "/swagger.json", "");
        browser.open(workbench.url() + page);
    }

    private void startPolling() throws Exception {
        load("#/op/NewOrder");
        browser.click("#start", "Start workflow");
        browser.sees("next poll in");
    }

    @Test
    void a_document_is_imported_and_its_cards_are_shown() throws Exception {
        browser.open(workbench.url().toString());
        browser.type("input[name=document]", shop.url() + "/swagger.json");
        browser.click("button", "Import");
        browser.sees("When an order comes in");
        browser.sees("long action");
        browser.picture("workbench-cards");
        browser.evaluate("location.hash = '#/?q=cake'");
        browser.until("document.querySelectorAll('.cards > a').length === 1");
    }

    @Test
    void a_form_has_live_values_a_code_view_and_a_command() throws Exception {
        load("#/op/OrderCake");
        browser.sees("Flavour");
        browser.evaluate("document.getElementById('in-flavour').dispatchEvent(new Event('focus'))");
        browser.sees("2 values from GET");
        browser.type("#in-flavour", "plum");
        browser.until("document.querySelector('pre').textContent.includes('\"flavour\": \"plum\"')");
        browser.picture("workbench-form");
        browser.click("nav a", "curl");
        browser.sees("curl -i");
    }

    @Test
    void a_poll_fires_on_a_key_and_survives_a_reload() throws Exception {
        startPolling();
        shop.order();
        browser.press("p");
        browser.sees("Runs: 1");
        browser.sees("Cursor: the state in Location");
        browser.sees("× 1");
        browser.until("document.getElementById('reason').textContent === 'Retry-After: 15'");
        browser.reload();
        browser.sees("Runs: 1");
    }

    @Test
    void a_fault_is_switched_on_and_survived() throws Exception {
        startPolling();
        String run = browser.evaluate("location.hash").asText();
        shop.order();
        browser.evaluate("location.hash = '#/faults'");
        browser.click("button[aria-label=\"LOST_ANSWER NewOrder\"]", "off");
        browser.until(
                "document.querySelector('button[aria-label=\"LOST_ANSWER NewOrder\"]').textContent.startsWith('on')");
        browser.picture("workbench-faults");
        browser.evaluate("location.hash = '" + run + "'");
        browser.click("#poll-now", "Poll now");
        browser.sees("no answer ⚡ lost answer");
        browser.sees("back-off before a retry");
        browser.press("s");
        browser.sees("retry 1");
        browser.sees("Runs: 1");
        browser.picture("workbench-run");
    }

    @Test
    void a_callback_arrives_live_and_is_answered_as_chosen() throws Exception {
        load("#/op/OrderCreated");
        browser.click("#start", "Start workflow");
        browser.sees("Waits for callbacks");
        browser.evaluate("location.hash = '#/callbacks'");
        browser.sees("No callback yet.");
        assertThat(shop.order()).isEqualTo(202);
        browser.sees("signature right");
        browser.picture("workbench-callbacks");
        browser.click("button", "410");
        browser.until(
                "document.querySelector('button[aria-pressed=true]') && [...document.querySelectorAll('main button[aria-pressed=true]')].some(b => b.textContent === '410')");
        assertThat(shop.order()).isEqualTo(410);
    }

    @Test
    void a_cake_comes_up_the_ladder() throws Exception {
        load("#/op/OrderCake");
        browser.type("#in-flavour", "plum");
        browser.click("#start", "Run action");
        browser.sees("POST → 202");
        for (int i = 0; i < 3; i++) {
            browser.until("document.querySelectorAll('#ladder li').length === " + (i + 1));
            browser.press("s");
        }
        browser.sees("succeeded");
        browser.until("document.getElementById('result').innerText.includes('plum')");
        browser.picture("workbench-action");
    }

    @Test
    void a_conformance_test_runs_and_offers_its_report() throws Exception {
        load("#/check");
        browser.click("main button", "designer");
        browser.until("document.getElementById('report')");
        browser.until("document.querySelector('#report a[href$=\"/sarif\"]')");
    }

    @Test
    void a_connector_without_the_api_of_durable_functions_is_named_as_such() throws Exception {
        load("#/orchestrations");
        browser.sees("does not have the HTTP API of Durable Functions");
    }

    @Test
    void the_page_is_dark_where_the_system_is_and_has_a_help() throws Exception {
        load("#/");
        browser.sees("When an order comes in");
        String light = browser.evaluate("getComputedStyle(document.body).backgroundColor")
                .asText();
        browser.dark(true);
        assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor")
                        .asText())
                .isNotEqualTo(light);
        browser.press("?");
        browser.until("document.getElementById('help').open");
        browser.dark(false);
    }
}

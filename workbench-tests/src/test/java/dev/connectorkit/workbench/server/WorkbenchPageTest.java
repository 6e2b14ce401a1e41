package dev.connectorkit.workbench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.connectorkit.storage.FreePort;
import dev.connectorkit.workbench.browser.Browser;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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
        workbench = WorkbenchServer.builder().start();
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
        browser.evaluate("location.hash = '#/faults?operation=NewOrder'");
        browser.click("button[aria-label=\"LOST_ANSWER NewOrder\"]", "off");
        browser.until(
                "document.querySelector('button[aria-label=\"LOST_ANSWER NewOrder\"]').textContent.startsWith('on')");
        browser.evaluate("location.hash = '" + run + "'");
        browser.click("#poll-now", "Poll now");
        browser.sees("no answer ⚡ lost answer");
        browser.sees("back-off before a retry");
        browser.press("s");
        browser.sees("retry 1");
        browser.sees("Runs: 1");
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
        browser.type("select[aria-label^=\"answer of\"]", "410");
        browser.until("document.querySelector('select[aria-label^=\"answer of\"]')?.value === '410'");
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
    }

    @Test
    void an_action_is_called_without_retries_where_the_form_says_so() throws Exception {
        workbench.load(shop.url() + "/swagger.json", "");
        browser.open(workbench.url() + "#/faults?operation=OrderCake");
        browser.click("button[aria-label=\"ERROR OrderCake\"]", "off");
        browser.until("document.querySelector('button[aria-label=\"ERROR OrderCake\"]').textContent.startsWith('on')");
        browser.evaluate("location.hash = '#/op/OrderCake'");
        browser.sees("Flavour");
        browser.type("#in-flavour", "plum");
        browser.type("#retry-policy", "none");
        browser.click("#start", "Run action");
        browser.sees("failed");
    }

    @Test
    void the_tools_for_agents_are_shown_and_called() throws Exception {
        load("#/tools");
        browser.sees("order_cake");
        browser.type("textarea[aria-label=\"arguments of order_cake\"]", "{\"flavour\": \"nut\"}");
        browser.click("form button", "Call");
        browser.until("document.querySelector('main').textContent.includes('text: \"nut\"')");
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
    void a_drill_is_played_with_an_action_that_makes_events() throws Exception {
        load("#/drills");
        browser.type("#fire", "AddOrder");
        browser.until("document.getElementById('fire-inputs')?.value.includes('customer')");
        browser.click("button[aria-label=\"play lost-answer\"]", "Play");
        browser.until("document.querySelector('#drills .chip.good')?.textContent === '100'");
        assertThat(shop.bodies())
                .allMatch(body -> body.matches(".*event-\\d+.*"))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_connection_is_made_in_the_page_and_shown_in_the_head() throws Exception {
        load("#/connection?kind=header");
        browser.type("#c-name", "x-key");
        browser.type("#c-secret", "abc");
        browser.click("#connect", "Connect");
        browser.until("document.getElementById('base').innerText.endsWith('header')");
    }

    @Test
    void a_page_that_is_opened_before_the_connector_waits_for_it() throws Exception {
        URI later = URI.create("http://127.0.0.1:" + FreePort.next() + "/swagger.json");
        workbench.loadWhenServed(later, "");
        browser.open(workbench.url() + "#/runs");
        browser.sees("Waiting for the connector");
        browser.sees("Connection refused");
        try (Shop opened = new Shop(later.getPort())) {
            browser.sees("No workflow yet");
            browser.evaluate("location.hash = '#/'");
            browser.sees("When an order comes in");
        }
    }

    @Test
    void a_file_is_chosen_and_sent_in_a_form() throws Exception {
        try (FileShop files = new FileShop()) {
            workbench.load(files.url() + "/swagger.json", "");
            browser.open(workbench.url() + "#/op/SendScan");
            choose("in-scan.$content");
            browser.until("document.getElementById('in-scan.$filename').value === 'a b.png'");
            browser.type("#in-title", "Bill");
            browser.click("nav a", "curl");
            browser.sees("-F 'scan=@a b.png;type=image/png' --form-string 'title=Bill'");
            browser.click("#start", "Run action");
            browser.sees("succeeded");
            FileShop.Arrived sent = files.arrived.poll(20, TimeUnit.SECONDS);
            assertThat(sent.contentType()).startsWith("multipart/form-data");
            assertThat(sent.body())
                    .contains("name=\"scan\"; filename=\"a b.png\"\r\nContent-Type: image/png\r\n\r\n" + BYTES + "\r\n")
                    .contains("name=\"title\"\r\n\r\nBill\r\n");
        }
    }

    @Test
    void a_file_is_chosen_and_sent_as_the_body_and_one_that_is_answered_can_be_saved() throws Exception {
        try (FileShop files = new FileShop()) {
            workbench.load(files.url() + "/swagger.json", "");
            browser.open(workbench.url() + "#/op/PutScan");
            choose("in-body");
            browser.until("document.querySelector('pre').textContent.includes('image/png')");
            browser.click("#start", "Run action");
            browser.sees("succeeded");
            assertThat(files.arrived.poll(20, TimeUnit.SECONDS))
                    .isEqualTo(new FileShop.Arrived("/raw", "image/png", BYTES));
            String inspect = "Promise.all([import('/inspector.js'), fetch('/api/exchanges').then(r => r.json())])"
                    + ".then(([page, all]) => page.inspector(path => fetch('/api/' + path).then(r => r.json()),"
                    + " all.find(one => one.method === 'PUT').id)).then(shown => shown.textContent, String)";
            assertThat(browser.evaluate(inspect).asText())
                    .contains("--data-binary @body.bin")
                    .contains("save its bytes as the file body.bin first");
            browser.evaluate(
                    "{ const made = URL.createObjectURL; URL.createObjectURL = file => made(window.saved = file); }");
            browser.evaluate("location.hash = '#/op/GetPicture'");
            browser.click("#start", "Run action");
            browser.sees("Save pict re.png");
            browser.sees("image/png, 8 bytes");
            assertThat(browser.evaluate("window.saved.arrayBuffer().then(b => [...new Uint8Array(b)].join())")
                            .asText())
                    .isEqualTo("137,80,78,71,0,255,13,10");
        }
    }

    /** The file that {@link #choose} chooses: all bytes that a text would lose. */
    private static final String BYTES = "\u0000\u0001\u0080\u00ff\r\n";

    private void choose(String id) throws Exception {
        browser.until("document.getElementById('" + id + "')");
        browser.evaluate("{ const e = document.getElementById('" + id + "'); const all = new DataTransfer();"
                + " all.items.add(new File([new Uint8Array([0, 1, 128, 255, 13, 10])], 'a b.png', {type: 'image/png'}));"
                + " e.files = all.files; e.dispatchEvent(new Event('change', {bubbles: true})); }");
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

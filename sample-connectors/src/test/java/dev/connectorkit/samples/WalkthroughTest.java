package dev.connectorkit.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.workbench.browser.Browser;
import dev.connectorkit.workbench.cli.OpenWorkbench;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The walk of README.md, as a new user takes it in a real browser: first the workbench, then the samples, then the clicks. The pictures
 * of {@code docs} are made on the way, with {@code -Dgolden.update=true}. Skipped on machines without Chromium.
 */
class WalkthroughTest {

    private static final Pattern URL = Pattern.compile("The workbench is at (\\S+) ");

    @TempDir
    Path folder;

    @TempDir
    Path profile;

    private final StringWriter out = new StringWriter();
    private Browser browser;
    private ConnectorServer samples;
    private Thread workbench;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Browser.program().isPresent(), "This machine has no Chromium: the walk is not taken");
        browser = new Browser(Browser.program().orElseThrow(), profile);
        browser.size(1360, 900);
        browser.dark(false);
        samples = SampleConnectors.builder(folder)
                .host("localhost")
                .admin(0)
                .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (workbench != null) {
            workbench.interrupt();
            workbench.join(Duration.ofMinutes(1).toMillis());
        }
        if (samples != null) {
            samples.close();
        }
    }

    /** Runs the command of README.md, and returns the URL that it prints. */
    private String openWorkbench() {
        CommandLine command = new CommandLine(new OpenWorkbench());
        command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(new StringWriter())); // its end is an interruption
        workbench = new Thread(
                () -> command.execute("--port", "0", "--document", samples.url() + "swagger.json"),
                "walkthrough-workbench");
        workbench.start();
        Matcher url = await().atMost(Duration.ofMinutes(2)).until(() -> URL.matcher(out.toString()), Matcher::find);
        return url.group(1);
    }

    @Test
    void a_new_user_sees_a_poll_fire_a_webhook_arrive_a_cake_come_and_a_fault_survived() throws Exception {
        browser.open(openWorkbench());
        browser.sees("When a file is touched");
        picture("workbench-cards");

        // 1. A poll fires.
        browser.click(".cards strong", "When a file is touched");
        browser.click("#start", "Start workflow");
        browser.sees("next poll in");
        String run = browser.evaluate("location.hash").asText();
        touch("hello.txt");
        browser.click("nav a", "Workflows");
        browser.click("main td a[href=\"" + run + "\"]", "");
        browser.until("document.getElementById('poll-now')");
        browser.press("p");
        browser.sees("Runs: 1");
        browser.sees("hello.txt");

        // 2. A webhook arrives.
        browser.click("nav a", "Cards");
        browser.click(".cards strong", "When a file is touched (instant)");
        browser.click("#start", "Start workflow");
        browser.sees("Waits for callbacks");
        touch("hello.txt");
        browser.click("nav a", "Callbacks");
        browser.sees("signature right");
        picture("workbench-callbacks");

        // 3. A cake comes, while a fault is prepared.
        browser.click("nav a", "Cards");
        browser.click(".cards strong", "Order a cake");
        browser.until("document.getElementById('in-flavour')");
        browser.evaluate("document.getElementById('in-flavour').dispatchEvent(new Event('focus'))");
        browser.sees("values from GET");
        browser.type("#in-flavour", "plum");
        picture("workbench-form");
        browser.type("#in-body", "{\"layers\":1}");
        browser.click("#start", "Run action");
        browser.sees("POST → 202");
        String cake = browser.evaluate("location.hash").asText();

        // 4. A fault is survived.
        browser.click("nav a", "Faults");
        browser.click(".picks a", "When a file is touched");
        browser.click("button[aria-label=\"LOST_ANSWER TouchedFilesPollTrigger\"]", "off");
        browser.until("document.querySelector('button[aria-label^=\"LOST_ANSWER T\"]').textContent.startsWith('on')");
        picture("workbench-faults");
        touch("two.txt");
        browser.evaluate("location.hash = '" + run + "'");
        browser.click("#poll-now", "Poll now");
        browser.sees("no answer ⚡ lost answer");
        skipUntil("document.body.innerText.includes('two.txt')");
        picture("workbench-run");
        browser.dark(true);
        picture("workbench-run-dark");
        browser.dark(false);
        browser.size(390, 844);
        picture("workbench-run-narrow");
        browser.size(1360, 900);

        browser.evaluate("location.hash = '" + cake + "'");
        browser.until("document.getElementById('result')");
        skipUntil("document.body.innerText.includes('succeeded')");
        browser.until("document.getElementById('result').innerText.includes('plum')");
        picture("workbench-action");
        assertThat(out.toString()).doesNotContain("Exception");
    }

    /** Presses the key that skips a wait until the page is as it should be. */
    private void skipUntil(String condition) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(500))
                .alias(condition)
                .until(() -> {
                    browser.press("s");
                    return browser.evaluate(condition).asBoolean();
                });
    }

    /** Touches a file by its card, as a user does. */
    private void touch(String file) throws Exception {
        browser.click("nav a", "Cards");
        browser.click(".cards strong", "Touch a file");
        browser.type("#in-path", file);
        browser.click("#start", "Run action");
        browser.until("document.querySelector('#ladder li.ok')");
    }

    private void picture(String name) throws Exception {
        Path pictures = Boolean.getBoolean("golden.update") ? Path.of("../docs") : Path.of("target/pictures");
        Files.createDirectories(pictures);
        Files.write(pictures.resolve(name + ".png"), browser.picture());
    }
}

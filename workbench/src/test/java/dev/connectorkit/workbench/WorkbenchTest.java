package dev.connectorkit.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line, against a connector of some lines whose state is the number of its events. */
class WorkbenchTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer connector;
    private volatile int status = 202;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(folder.resolve("swagger.json"), """
                {"swagger": "2.0", "info": {"title": "Ticks", "version": "1"}, "paths": {"/ticks": {"get": {
                  "operationId": "NewTicks", "summary": "When it ticks", "x-ms-trigger": "single", "parameters": [],
                  "responses": {"200": {"description": "A tick", "schema": {"type": "object"}}}}}}}
                """);
        Files.createFile(folder.resolve("events"));
        connector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        connector.createContext("/ticks", exchange -> {
            try (exchange) {
                long events = Files.readAllLines(folder.resolve("events")).size();
                String query = exchange.getRequestURI().getQuery();
                boolean valid = query == null || query.matches("since=\\d+");
                long since = query == null || !valid ? events : Long.parseLong(query.substring(6));
                exchange.getResponseHeaders().set("Retry-After", since + 1 < events ? "0" : "15");
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                String next = base() + "/ticks?since=" + Math.min(events, since + 1);
                exchange.getResponseHeaders().set("Location", next);
                byte[] tick = ("{\"tick\":" + since + ",\"title\":\"tick\"}").getBytes();
                int code = !valid ? 400 : since < events ? 200 : status;
                exchange.sendResponseHeaders(code, code == 200 || code == 400 ? tick.length : -1);
                if (code == 200 || code == 400) {
                    exchange.getResponseBody().write(tick);
                }
            }
        });
        connector.start();
    }

    @AfterEach
    void stop() {
        connector.stop(0);
    }

    private String base() {
        return "http://127.0.0.1:" + connector.getAddress().getPort();
    }

    private int run(String... options) {
        CommandLine command = Workbench.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(options);
    }

    private String[] conform(String... more) {
        String[] options = {
            "conform",
            "--document",
            folder.resolve("swagger.json").toString(),
            "--base",
            base(),
            "--fire",
            "echo $CONNECTORKIT_EVENT >> " + folder.resolve("events")
        };
        String[] all = Arrays.copyOf(options, options.length + more.length);
        System.arraycopy(more, 0, all, options.length, more.length);
        return all;
    }

    @Test
    void a_connector_is_tried_and_reported_in_every_form() throws Exception {
        run(conform(
                "--junit", folder.resolve("j.xml").toString(),
                "--sarif", folder.resolve("s.json").toString(),
                "--html", folder.resolve("h.html").toString(),
                "--markdown", folder.resolve("m.md").toString()));
        assertThat(out.toString()).contains("pass     POLL-01", "pass     POLL-09", " 0 failed, 0 warnings");
        assertThat(err.toString())
                .contains("pass     POLL-01   NewTicks\n", "skip     POLL-14   NewTicks: It needs a restart");
        assertThat(folder.resolve("j.xml")).content().contains("<testsuite name=\"NewTicks\"");
        assertThat(folder.resolve("s.json")).content().contains("2.1.0");
        assertThat(folder.resolve("m.md")).content().startsWith("### Ticks: conformance at level protocol ");
        assertThat(folder.resolve("h.html")).content().contains("POLL-09");
    }

    @Test
    void a_quiet_run_prints_the_report_alone() {
        run(conform("-q"));
        assertThat(out.toString()).contains("pass     POLL-01");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void the_connector_is_restarted_by_a_command() {
        run(conform("-q", "--restart", "echo x >> " + folder.resolve("restarts")));
        assertThat(folder.resolve("restarts")).hasContent("x");
        assertThat(out.toString()).contains("pass     POLL-14");
    }

    private String[] drill(String name, String... more) {
        String[] options = conform(more);
        String[] all = Arrays.copyOf(new String[] {"drill", name}, options.length + 1);
        System.arraycopy(options, 1, all, 2, options.length - 1);
        return all;
    }

    @Test
    void drills_are_played_and_scored() {
        assertThat(run(drill("lost-answer"))).as(out.toString()).isZero();
        assertThat(out.toString()).contains(" 100  lost-answer          NewTicks", "Ticks: 100 of 100");
        assertThat(run(drill("restart-in-mid-poll"))).isEqualTo(1);
        assertThat(out.toString()).contains("It needs a restart");
        assertThat(run(drill("flood"))).isEqualTo(2);
        assertThat(err.toString()).contains("There is no drill 'flood'; there are lost-answer");
    }

    @Test
    void a_departure_is_exit_code_1() {
        status = 204;
        assertThat(run(conform())).isEqualTo(1);
        assertThat(out.toString()).contains("FAIL     POLL-01");
    }

    @Test
    void wrong_usage_is_exit_code_2_with_the_reason() {
        assertThat(run("conform")).isEqualTo(2);
        assertThat(run("conform", "--document", folder.resolve("none.json").toString()))
                .isEqualTo(2);
        assertThat(run(conform("--api-key", "nothing"))).isEqualTo(2);
        String[] failing = conform();
        failing[failing.length - 1] = "exit 3";
        assertThat(run(failing)).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--document",
                        "Cannot read",
                        "--api-key takes two parts",
                        "The command of --fire failed: exit 3");
    }

    @Test
    void the_commands_of_the_checker_are_there_too() {
        assertThat(run("describe", folder.resolve("swagger.json").toString())).isZero();
        assertThat(out.toString()).contains("When it ticks");
    }
}

package dev.connectorkit.benchmarks;

import dev.connectorkit.annotations.TriggerState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Compares the processor time that a server takes for one poll: each server in a JVM of its own, warmed up, then in turns. What
 * else the machine does takes time from all of them alike, and does not count as theirs.
 *
 * <pre>{@code
 * java -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" dev.connectorkit.benchmarks.Polls
 * }</pre>
 */
public final class Polls {

    private static final List<String> SERVERS = List.of("jersey", "quiet", "log");
    private static final List<String> CURSORS = List.of("instant", "cursor", "instant-found", "cursor-found");
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int WARM_UPS = Integer.getInteger("bench.warmups", 2);
    private static final int CONNECTIONS = Integer.getInteger("bench.connections", 32);
    private static final int POLLS = Integer.getInteger("bench.polls", 30_000);
    private static final Instant START =
            Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
    private static final String STATE = "?" + TriggerState.NAME + "=" + START.plusSeconds(63);
    private static final PrintStream OUT = System.out;

    private Polls() {}

    private record Server(String name, Process process, int port) {

        double cpuNanos() {
            return process.info().totalCpuDuration().orElseThrow().toNanos();
        }
    }

    /** With the name of a server it is the child that runs this server. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1) {
            serve(arguments[0]);
        } else {
            Report report = new Report();
            compare(report);
            report.print(OUT);
        }
    }

    private static void serve(String name) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        answers.println(PollServer.start(name));
        answers.flush();
        while (System.in.read() >= 0) {
            // until the parent ends
        }
        System.exit(0);
    }

    static void compare(Report report) throws Exception {
        List<Server> servers = new ArrayList<>();
        try {
            for (String name : SERVERS) {
                servers.add(start(name));
            }
            Map<String, double[]> micros = new LinkedHashMap<>();
            for (int round = -WARM_UPS; round < ROUNDS; round++) {
                for (Server server : servers) {
                    measure(micros, round, server, "nothing", "/orders/nothing" + STATE);
                    measure(micros, round, server, "found", "/orders/found" + STATE);
                }
                Server quiet = servers.get(1);
                for (String path : CURSORS) {
                    measure(micros, round, quiet, path, remembering(quiet, path));
                }
            }
            report(report, micros);
        } finally {
            servers.forEach(server -> server.process().destroy());
        }
    }

    private static void report(Report report, Map<String, double[]> micros) {
        for (String kind : List.of("nothing", "found")) {
            String answer = kind.equals("nothing") ? "poll 202" : "poll 200";
            for (String server : List.of("quiet", "log")) {
                report.add(
                        answer + ", " + (server.equals("quiet") ? "log quiet" : "request log on")
                                + ", against Jersey by hand",
                        Report.median(micros.get(server + " " + kind)) / Report.median(micros.get("jersey " + kind)),
                        "x the processor time");
            }
        }
        report.add(
                "cursor with 64 remembered ids against an Instant, nothing found",
                Report.median(micros.get("quiet cursor")) / Report.median(micros.get("quiet instant")),
                "x the processor time");
        report.add(
                "the same, one found",
                Report.median(micros.get("quiet cursor-found")) / Report.median(micros.get("quiet instant-found")),
                "x the processor time");
    }

    /** Returns the target of a poll that finds one order or none; the first poll of a cursor takes what is there as delivered. */
    private static String remembering(Server server, String path) throws IOException {
        if (path.startsWith("instant")) {
            return "/orders/" + path + STATE;
        }
        try (PollConnection connection = new PollConnection(server.port())) {
            return connection.location("/orders/" + path);
        }
    }

    private static Server start(String name) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlogback.configurationFile=" + (name.equals("log") ? "logback-requests.xml" : "logback.xml"),
                        "-Dbench.start=" + START,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Polls.class.getName(),
                        name)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new Server(name, process, Integer.parseInt(said.readLine()));
    }

    private static void measure(Map<String, double[]> micros, int round, Server server, String kind, String target)
            throws Exception {
        double before = server.cpuNanos();
        load(server.port(), target);
        double each = (server.cpuNanos() - before) / POLLS / 1000;
        if (round >= 0) {
            micros.computeIfAbsent(server.name() + " " + kind, name -> new double[ROUNDS])[round] = each;
            OUT.printf("round %d %-20s %.1f us of processor time%n", round + 1, server.name() + " " + kind, each);
        }
    }

    /** Sends a number of polls, and not for a time: a busy machine would leave a server too few of them to be warm. */
    private static void load(int port, String target) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
        AtomicInteger left = new AtomicInteger(POLLS);
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            all.add(clients.submit(() -> {
                try (PollConnection connection = new PollConnection(port)) {
                    while (left.getAndDecrement() > 0) {
                        connection.poll(target);
                    }
                }
                return true;
            }));
        }
        for (Future<Boolean> each : all) {
            each.get();
        }
        clients.shutdown();
    }
}

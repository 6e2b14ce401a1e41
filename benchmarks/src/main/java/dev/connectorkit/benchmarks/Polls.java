package dev.connectorkit.benchmarks;

import dev.connectorkit.annotations.TriggerState;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Compares the processor time that a server takes for one poll: each server in a JVM of its own, warmed up for half of the time, then in
 * turns; medians of many short rounds. What else the machine does takes time from all of them alike, and does not count as theirs, and
 * neither does the time of the JVM's compilers, which end some day.
 *
 * <pre>{@code
 * java -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" dev.connectorkit.benchmarks.Polls [minutes]
 * }</pre>
 */
public final class Polls {

    private static final List<String> SERVERS = List.of("jersey", "quiet", "log", "spring");

    /** A server of its own for polls with cursors: one that serves them too would be warmer than those it is compared with. */
    private static final String CURSOR_SERVER = "cursors";

    private static final List<String> CURSORS = List.of("instant", "cursor", "instant-found", "cursor-found");
    private static final int MOST_ROUNDS = 25;
    private static final double WARM_UP = 0.5;
    private static final int CONNECTIONS = Integer.getInteger("bench.connections", 32);
    private static final int MOST_POLLS = 5_000;
    private static final int POLLS_PER_SECOND = 20;
    private static final PrintStream OUT = System.out;

    private final Instant start = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);

    private final int polls;
    private boolean backwards;

    private Polls(int polls) {
        this.polls = polls;
    }

    /** Takes the minutes that it may take. */
    public static void main(String[] arguments) throws Exception {
        Report report = new Report();
        compare(report, Budget.part(arguments.length > 0 ? Double.parseDouble(arguments[0]) : 4, 1));
        report.print(OUT);
        System.exit(0);
    }

    static void compare(Report report, Budget budget) throws Exception {
        new Polls(Math.min(MOST_POLLS, (int) budget.length().toSeconds() * POLLS_PER_SECOND + 1)).run(report, budget);
    }

    private void run(Report report, Budget budget) throws Exception {
        List<ServerProcess> servers = new ArrayList<>();
        try {
            for (String name : SERVERS) {
                servers.add(ServerProcess.start(name, start, ServerProcess.FIXED_COMPILERS));
            }
            servers.add(ServerProcess.start(CURSOR_SERVER, start, ServerProcess.FIXED_COMPILERS));
            do {
                round(servers, new LinkedHashMap<>(), "warm-up");
            } while (!budget.isPassed(WARM_UP));
            Map<String, List<Double>> micros = new LinkedHashMap<>();
            for (int round = 1; round <= MOST_ROUNDS && (round == 1 || !budget.isPassed(0.9)); round++) {
                round(servers, micros, "round " + round);
            }
            Map<String, Double> medians = new LinkedHashMap<>();
            micros.forEach((work, all) -> medians.put(work, Report.median(all)));
            report(report, medians);
        } finally {
            servers.forEach(server -> server.process().destroy());
        }
    }

    /** Measures each server once. Every other round goes the other way, as the machine may become slower or faster meanwhile. */
    private void round(List<ServerProcess> servers, Map<String, List<Double>> micros, String round) throws Exception {
        List<ServerProcess> ordered = new ArrayList<>(servers);
        backwards = !backwards;
        if (backwards) {
            Collections.reverse(ordered);
        }
        for (ServerProcess server : ordered) {
            if (server.name().equals(CURSOR_SERVER)) {
                for (String path : CURSORS) {
                    measure(micros, round, server, path, remembering(server, path));
                }
            } else {
                measure(micros, round, server, "nothing", "/orders/nothing" + state(start.plusSeconds(63)));
                measure(micros, round, server, "found", "/orders/found" + state(start.plusSeconds(63)));
            }
        }
    }

    private static void report(Report report, Map<String, Double> medians) {
        String unit = "µs of processor time";
        for (String kind : List.of("nothing", "found")) {
            boolean nothing = kind.equals("nothing");
            String poll = nothing ? "poll 202" : "poll 200";
            double jersey = figure(medians, "jersey " + kind);
            double quiet = figure(medians, "quiet " + kind);
            double spring = figure(medians, "spring " + kind);
            report.add(poll + ", log quiet", quiet, jersey, "Jersey by hand", unit, nothing ? "≤ 1.05" : "≤ 1.08");
            report.add(
                    poll + ", request log on",
                    figure(medians, "log " + kind),
                    jersey,
                    "Jersey by hand",
                    unit,
                    "≤ 1.12");
            report.add(poll + ", log quiet", quiet, spring, "Spring Boot MVC", unit, "");
        }
        report.add(
                "cursor with 64 remembered ids, nothing found",
                figure(medians, CURSOR_SERVER + " cursor"),
                figure(medians, CURSOR_SERVER + " instant"),
                "an Instant",
                unit,
                "≤ 1.3");
        report.add(
                "the same, one found",
                figure(medians, CURSOR_SERVER + " cursor-found"),
                figure(medians, CURSOR_SERVER + " instant-found"),
                "an Instant",
                unit,
                "≤ 1.5");
    }

    private static double figure(Map<String, Double> medians, String work) {
        return medians.getOrDefault(work, Double.NaN);
    }

    static String state(Instant since) {
        return "?" + TriggerState.NAME + "=" + since;
    }

    /** Returns the target of a poll that finds one order or none; the first poll of a cursor takes what is there as delivered. */
    private String remembering(ServerProcess server, String path) throws IOException {
        if (path.startsWith("instant")) {
            return "/orders/" + path + state(start.plusSeconds(63));
        }
        try (PollConnection connection = new PollConnection(server.port())) {
            return connection.location("/orders/" + path);
        }
    }

    private void measure(
            Map<String, List<Double>> micros, String round, ServerProcess server, String kind, String target)
            throws Exception {
        double before = server.cpuNanosWithoutCompilers();
        load(server.port(), target);
        double each = (server.cpuNanosWithoutCompilers() - before) / polls / 1000;
        micros.computeIfAbsent(server.name() + " " + kind, name -> new ArrayList<>())
                .add(each);
        OUT.printf("%s %-20s %.1f us of processor time%n", round, server.name() + " " + kind, each);
    }

    /** Sends a number of polls, and not for a time: a busy machine would leave a server too few of them to be warm. */
    private void load(int port, String target) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
        AtomicInteger left = new AtomicInteger(polls);
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

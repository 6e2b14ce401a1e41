package dev.connectorkit.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.server.bench.NioReceiver;
import dev.connectorkit.storage.ChildJvm;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.StorageException;
import dev.connectorkit.storage.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The surroundings of {@link DrillNode nodes}: a receiver that fails at random and keeps a ledger, and the check that nothing that
 * was acknowledged is lost and nothing ends twice. With {@code -Ddrill=nightly}, drills have their large size.
 */
final class Drill implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int ROWS_SHOWN = 100;
    private static final int LOG_SHOWN = 10_000;
    private static final List<String> TABLES = List.of(
            "callback_subscription",
            "callback_delivery",
            "callback_dead",
            "callback_fanout",
            "orchestration_instance",
            "orchestration_activity",
            "orchestration_partition",
            "orchestration_node");
    private static final int FAILS_ONE_OF = 12;
    private static final byte[] TAKEN = NioReceiver.answer(202);
    private static final byte[] FAILED = NioReceiver.answer(500);

    private final Path folder;
    private final NioReceiver receiver;
    private final Random random = new Random();
    private final Map<String, String> contentOfId = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> idsOfContent = new ConcurrentHashMap<>();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final List<String> wrong = new CopyOnWriteArrayList<>();

    Drill(Path folder) throws IOException {
        this.folder = folder;
        this.receiver = new NioReceiver(this::answer);
    }

    /** Returns the first size in every build, the second one in a nightly one. */
    static int size(int usual, int nightly) {
        return "nightly".equals(System.getProperty("drill")) ? nightly : usual;
    }

    static ConditionFactory soon() {
        return await().atMost(LONGEST).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10));
    }

    private byte[] answer(NioReceiver.Request request) {
        String content = request.target() + request.body();
        String known = contentOfId.putIfAbsent(request.id(), content);
        if (known != null && !known.equals(content)) {
            wrong.add(request.id() + " came as " + known + " and as " + content);
        }
        idsOfContent
                .computeIfAbsent(content, same -> ConcurrentHashMap.newKeySet())
                .add(request.id());
        int dice = random.nextInt(FAILS_ONE_OF);
        if (dice == 0) {
            return FAILED;
        }
        taken.add(content);
        return dice == 1 ? NioReceiver.RESET : TAKEN; // taken, and the sender does not learn of it
    }

    String receiver() {
        return "http://127.0.0.1:" + receiver.port();
    }

    /** Returns a node in a process of its own, which does not run yet. */
    ChildJvm child(String name, String store, String heap, Duration ahead) {
        return new ChildJvm(
                DrillNode.class,
                folder.resolve(name + ".log"),
                heap,
                store,
                folder.toString(),
                name,
                receiver(),
                Long.toString(ahead.toSeconds()));
    }

    void awaitReady(ChildJvm child, String name, int starts) {
        soon().until(() -> {
            child.checkAlive();
            return lines(name + ".ready").size() >= starts;
        });
    }

    /** Returns how often a node has become ready. */
    int starts(String name) {
        return lines(name + ".ready").size();
    }

    /** Waits until that much more was acknowledged to a node. */
    void awaitProgress(String name, int more) {
        int before = lines(name + ".acknowledged").size();
        soon().until(() -> lines(name + ".acknowledged").size() >= before + more);
    }

    /**
     * Waits until everything that has been acknowledged by now has arrived, while the nodes go on, and checks that nothing ended
     * twice; returns how much that is.
     */
    int awaitArrivals(String store, ChildJvm... nodes) {
        Set<String> open = missing();
        int events = acknowledged("event").size();
        int actions = acknowledged("action").size();
        int orchestrations = acknowledged("start").size();
        try {
            soon().pollInterval(Duration.ofSeconds(1)).until(() -> {
                open.retainAll(missing());
                return open.isEmpty();
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("Acknowledged and not arrived: " + open + "\n" + state(store, nodes), e);
        }
        checkNothingEndedTwice();
        return events + actions + orchestrations;
    }

    /** Makes the nodes start nothing new. */
    void stop() throws IOException {
        Files.createFile(folder.resolve("stop"));
    }

    private List<String> acknowledged(String kind) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".acknowledged"))
                    .flatMap(name -> lines(name).stream())
                    .filter(line -> line.startsWith(kind + " "))
                    .map(line -> line.substring(kind.length() + 1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> lines(String name) {
        try {
            Path file = folder.resolve(name);
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the task keys with which each orchestration ended; one, or it ended twice. */
    private Map<String, Set<String>> ended() {
        Map<String, Set<String>> keys = new TreeMap<>();
        for (String line : lines("ended")) {
            String[] words = line.split(" ");
            keys.computeIfAbsent(words[0], id -> new TreeSet<>()).add(words[1]);
        }
        return keys;
    }

    private static String body(String id) {
        return "{\"id\":\"" + id + "\"}";
    }

    private Set<String> missing() {
        Set<String> missing = new TreeSet<>();
        for (String id : acknowledged("event")) {
            missing.add("/event/a" + body(id));
            missing.add("/event/b" + body(id));
        }
        for (String id : acknowledged("action")) {
            missing.add("/done/" + id + body(id));
        }
        missing.removeAll(taken);
        Set<String> orchestrations = new TreeSet<>(acknowledged("start"));
        orchestrations.removeAll(ended().keySet());
        missing.addAll(orchestrations);
        return missing;
    }

    /**
     * Checks, once all has come to its end, that nothing was lost and nothing ended twice; returns figures. If something does not
     * arrive, the failure has the rows of the store and the stacks of the nodes.
     *
     * @param store the URL of the nodes' database, as it is reached from here
     */
    Map<String, String> verdict(String store, ChildJvm... nodes) {
        try {
            soon().pollInterval(Duration.ofMillis(200)).until(() -> missing().isEmpty());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("Acknowledged and not arrived: " + missing() + "\n" + state(store, nodes), e);
        }
        checkNothingEndedTwice();
        return Map.of(
                "events", Integer.toString(acknowledged("event").size()),
                "actions", Integer.toString(acknowledged("action").size()),
                "orchestrations", Integer.toString(acknowledged("start").size()),
                "answers", Integer.toString(taken.size()));
    }

    /** Checks that every message came with one id, every id with one content, and every orchestration ended with one task key. */
    private void checkNothingEndedTwice() {
        assertThat(wrong).isEmpty();
        assertThat(ended()).allSatisfy((id, keys) -> assertThat(keys).as(id).hasSize(1));
        assertThat(idsOfContent)
                .allSatisfy((content, ids) -> assertThat(ids).as(content).hasSize(1));
    }

    private static String state(String store, ChildJvm... nodes) {
        StringBuilder state = new StringBuilder();
        for (ChildJvm node : nodes) {
            state.append(node.stacks()).append('\n');
            node.kill(); // a file of SQLite has one user at a time
            state.append(lastOf(node.log())).append('\n');
        }
        try (Database database = Database.open(store)) {
            state.append("database's clock ").append(database.now().toEpochMilli());
            for (String table : TABLES) {
                state.append('\n').append(table).append('\n');
                state.append(String.join("\n", database.<List<String>>read(tx -> rows(tx, table))));
            }
        } catch (StorageException e) {
            state.append(e);
        }
        return state.toString();
    }

    private static String lastOf(String log) {
        return log.substring(Math.max(0, log.length() - LOG_SHOWN));
    }

    private static List<String> rows(Transaction tx, String table) throws SQLException {
        return tx.query("SELECT * FROM " + table + " LIMIT " + ROWS_SHOWN, row -> {
            StringBuilder text = new StringBuilder();
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                Object value = row.getObject(column);
                text.append(row.getMetaData().getColumnLabel(column)).append('=');
                text.append(value instanceof byte[] ? "(bytes)" : value).append(' ');
            }
            return text.toString();
        });
    }

    /** Returns the lines of a log that report errors. */
    static String errors(ChildJvm child) {
        return child.log()
                .lines()
                .filter(line -> line.startsWith("ERROR") || line.contains("Error:") || line.contains("Exception"))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        receiver.close();
    }
}

package dev.connectorkit.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL server of one test, which can be restarted as after a crash and have a standby that takes over. Not thread-safe. */
public final class PostgresServer implements AutoCloseable {

    private final EmbeddedPostgres server;
    private final Path folder;
    private final List<Path> started = new ArrayList<>();
    private final String binaries;

    /** Starts a server whose data are in this folder. */
    public PostgresServer(Path folder) throws IOException, SQLException {
        this.folder = folder;
        this.server = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("primary"))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on") // off by default in the embedded server
                .setServerConfig("max_connections", "100")
                .start();
        this.binaries = query("SELECT setting FROM pg_config WHERE name = 'BINDIR'");
    }

    /** Returns the port of the server that was started first. */
    public int port() {
        return server.getPort();
    }

    /** Returns the URL of its database at another port, as that of a proxy. */
    public static String url(int port) {
        return "postgres://postgres:postgres@localhost:" + port + "/postgres";
    }

    /** Ends the server as a crash does, and starts it again. */
    public void restart() throws IOException, InterruptedException {
        control(folder.resolve("primary"), "restart", "-w", "-m", "immediate");
    }

    /** Starts a copy that gets each commit before it is acknowledged; returns its port. */
    public int startStandby() throws IOException, InterruptedException, SQLException {
        Path primary = folder.resolve("primary");
        Path standby = folder.resolve("standby");
        int port;
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('standby', true)");
            copy(primary, standby);
            try (ResultSet label = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(true)")) {
                label.next();
                Files.writeString(standby.resolve("backup_label"), label.getString(1));
            }
            Files.createFile(standby.resolve("standby.signal"));
            Files.writeString(
                    standby.resolve("postgresql.auto.conf"),
                    "\nprimary_conninfo = 'host=localhost user=postgres port=" + port() + "'\n",
                    StandardOpenOption.APPEND);
            port = FreePort.next();
            control(standby, "start", "-w", "-o", "-p " + port);
            started.add(standby);
            statement.execute("ALTER SYSTEM SET synchronous_standby_names = '*'");
            statement.execute("SELECT pg_reload_conf()");
        }
        return port;
    }

    /** Ends the first server as a crash does, and lets the standby take over. */
    public void failOver() throws IOException, InterruptedException {
        control(folder.resolve("primary"), "stop", "-w", "-m", "immediate");
        control(folder.resolve("standby"), "promote", "-w");
    }

    /** Returns the first column of the first row of a query to the first server. */
    public String query(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path copy = to.resolve(from.relativize(each).toString());
                String name = each.getFileName().toString();
                if (Files.isDirectory(each)) {
                    Files.createDirectories(copy);
                    Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(each));
                } else if (Files.exists(each) && !name.startsWith("postmaster.") && !name.equals("epg-lock")) {
                    Files.copy(each, copy);
                }
            }
        }
    }

    /** Runs pg_ctl; as the embedded server does, in a namespace of its own where the user is root. */
    private void control(Path data, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(binaries + "/pg_ctl", "-D", data.toString(), "-l", data + ".log"));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("control.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        if (process.waitFor() != 0) {
            Path log = Path.of(data + ".log");
            throw new IllegalStateException(
                    Files.readString(output) + (Files.exists(log) ? Files.readString(log) : ""));
        }
    }

    @Override
    public void close() throws IOException {
        for (Path each : started) {
            try {
                control(each, "stop", "-w", "-m", "immediate");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        server.close();
    }
}

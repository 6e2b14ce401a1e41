package dev.connectorkit.workbench.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.TestAbortedException;

/** The connector in JavaScript of the test resources, as a process that is started again whenever it has ended. */
final class NodeConnector implements AutoCloseable {

    static final String KEY = "correct-horse";

    private static final Path SOURCES = Path.of("src/test/resources/node-connector");
    private static final Path INSTALLED = Path.of("target/node-connector").toAbsolutePath();
    private static final List<String> FILES =
            List.of("package.json", "package-lock.json", "server.js", "swagger.json", "workbench.yml");
    private static final int INSTALL_SECONDS = 120;

    private final Path data;
    private final URI url;
    private Process process;
    private boolean closed;

    private NodeConnector(Path data) throws IOException {
        this.data = data;
        this.process = run();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            url = URI.create(String.valueOf(out.readLine()));
        }
    }

    /**
     * Installs the connector by npm.
     *
     * @throws TestAbortedException if there is no Node or curl, or npm does not reach its registry
     */
    static void install() throws IOException, InterruptedException {
        Assumptions.assumeTrue(runs(SOURCES, "node", "--version"), "Node is not installed");
        Assumptions.assumeTrue(runs(SOURCES, "curl", "--version"), "curl is not installed");
        Files.createDirectories(INSTALLED);
        for (String file : FILES) {
            Files.copy(SOURCES.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        boolean there = Files.exists(INSTALLED.resolve("node_modules/express/package.json"));
        Assumptions.assumeTrue(
                there
                        || runs(
                                INSTALLED,
                                windows ? "npm.cmd" : "npm",
                                "ci",
                                "--ignore-scripts",
                                "--no-audit",
                                "--no-fund",
                                "--prefer-offline"),
                "npm cannot install express: there is no npm, or it does not reach its registry");
    }

    /** Starts the connector, which is installed, with a file of its state in this folder. */
    static NodeConnector start(Path folder) throws IOException {
        return new NodeConnector(folder.resolve("data.json"));
    }

    private static boolean runs(Path folder, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroy();
            return false;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }

    private synchronized Process run() throws IOException {
        ProcessBuilder node = new ProcessBuilder("node", "server.js").directory(INSTALLED.toFile());
        node.environment().put("DATA", data.toString());
        node.environment().put("API_KEY", KEY);
        node.environment().put("RETRY_MS", "100");
        node.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process started = node.start();
        started.onExit().thenRun(this::runAgain);
        return started;
    }

    private synchronized void runAgain() {
        if (!closed) {
            try {
                process = run();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    URI url(String path) {
        return url.resolve(path);
    }

    String document() throws IOException {
        return Files.readString(INSTALLED.resolve("swagger.json"));
    }

    String workbenchFile() throws IOException {
        return Files.readString(INSTALLED.resolve("workbench.yml"));
    }

    /** Returns a command of the shell that posts to the connector. */
    String post(String path) {
        return "curl -s -X POST " + url(path) + " || exit 0";
    }

    @Override
    public synchronized void close() {
        closed = true;
        process.destroy();
    }
}

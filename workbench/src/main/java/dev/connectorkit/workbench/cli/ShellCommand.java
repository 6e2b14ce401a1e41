package dev.connectorkit.workbench.cli;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A command of the shell that finds the number of its run in {@code CONNECTORKIT_EVENT}. For one thread. */
final class ShellCommand implements Runnable {

    private final String option;
    private final String command;
    private int number;

    ShellCommand(String option, String command) {
        this.option = option;
        this.command = command;
    }

    /**
     * Runs the command and waits for its end.
     *
     * @throws UncheckedIOException if it fails
     */
    @Override
    public void run() {
        number++;
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        ProcessBuilder process =
                windows ? new ProcessBuilder("cmd", "/c", command) : new ProcessBuilder("sh", "-c", command);
        process.environment().put("CONNECTORKIT_EVENT", Integer.toString(number));
        process.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            int code = process.start().waitFor();
            if (code != 0) {
                throw new IOException("It ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The command of " + option + " failed: " + command + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the command of " + option + " ran", e);
        }
    }
}

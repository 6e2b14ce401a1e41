package dev.connectorkit.workbench.cli;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Makes an event by a command of the shell. For one thread. */
final class ShellEvent implements Runnable {

    private final String command;
    private int number;

    ShellEvent(String command) {
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
            throw new UncheckedIOException("The command of --fire failed: " + command + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while an event was made", e);
        }
    }
}

package dev.connectorkit.workbench;

import dev.connectorkit.checker.cli.Connectorkit;
import dev.connectorkit.workbench.cli.Conform;
import dev.connectorkit.workbench.cli.OpenWorkbench;
import dev.connectorkit.workbench.cli.PlayDrills;
import picocli.CommandLine;

/** The program {@code connectorkit} with the commands of the engine's side. Exit codes: 0 fine, 1 errors found, 2 wrong usage. */
public final class Workbench {

    private Workbench() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return Connectorkit.commandLine(new Conform(), new PlayDrills(), new OpenWorkbench());
    }
}

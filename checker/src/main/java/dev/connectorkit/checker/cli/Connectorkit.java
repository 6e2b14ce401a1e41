package dev.connectorkit.checker.cli;

import dev.connectorkit.swagger.InvalidConnectorException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code connectorkit}. Exit codes: 0 fine, 1 errors found, 2 not readable or wrong usage. */
@Command(
        name = "connectorkit",
        description = "Describes, checks, compares and packages connector documents.",
        subcommands = {
            Describe.class,
            Check.class,
            Diff.class,
            Convert.class,
            Export.class,
            PackageSolution.class,
            Mcp.class
        },
        mixinStandardHelpOptions = true,
        version = "connectorkit 0.1.0",
        usageHelpAutoWidth = true)
public final class Connectorkit {

    private Connectorkit() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /**
     * Returns the commands for documents, together with those of another program.
     *
     * @param more objects with the annotation {@code @Command}
     */
    public static CommandLine commandLine(Object... more) {
        CommandLine commands = new CommandLine(new Connectorkit());
        for (Object command : more) {
            commands.addSubcommand(command);
        }
        return commands.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, arguments) -> fail(wrong.getCommandLine(), wrong))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof IllegalArgumentException
                            || failure instanceof UncheckedIOException
                            || failure instanceof InvalidConnectorException) {
                        return fail(command, failure);
                    }
                    throw failure;
                });
    }

    private static int fail(CommandLine command, Exception failure) {
        command.getErr().println(failure.getMessage());
        if (failure instanceof CommandLine.ParameterException) {
            command.getErr().println("See connectorkit --help.");
        }
        return CommandLine.ExitCode.USAGE;
    }
}

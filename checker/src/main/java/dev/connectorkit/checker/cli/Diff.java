package dev.connectorkit.checker.cli;

import dev.connectorkit.checker.BreakingChanges;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "diff",
        description = "Finds the changes between two documents that would break flows built on the first.",
        mixinStandardHelpOptions = true)
final class Diff implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OLD", description = "A file or a URL: the document that people use")
    private String before = "";

    @Parameters(index = "1", paramLabel = "NEW", description = "A file or a URL: the document that shall replace it")
    private String after = "";

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        return output.write(BreakingChanges.between(Input.read(before), Input.read(after)), spec.commandLine());
    }
}

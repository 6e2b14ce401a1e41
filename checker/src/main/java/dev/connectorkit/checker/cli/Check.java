package dev.connectorkit.checker.cli;

import dev.connectorkit.checker.Checker;
import dev.connectorkit.checker.Suppressions;
import dev.connectorkit.checker.model.CheckProfile;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = "Finds the errors that designers, engines and certification would meet.",
        mixinStandardHelpOptions = true)
final class Check implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @Mixin
    private Input input = new Input();

    @Mixin
    private Output output = new Output();

    @Option(
            names = "--profile",
            description = "The audience: one of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}",
            defaultValue = "designer")
    private CheckProfile profile = CheckProfile.DESIGNER;

    @Option(
            names = "--suppressions",
            paramLabel = "FILE",
            description = "Findings that are known and accepted for a while")
    private @Nullable String suppressions;

    @Option(names = "--properties", paramLabel = "FILE", description = "The apiProperties.json beside the document")
    private @Nullable String properties;

    @Override
    public Integer call() {
        Checker.Builder checker = Checker.builder().profiles(profile);
        if (suppressions != null) {
            checker.suppressions(Suppressions.read(Input.read(suppressions).text()));
        }
        if (properties != null) {
            checker.properties(Input.read(properties));
        }
        return output.write(checker.build().check(input.source()), spec.commandLine());
    }
}

package dev.connectorkit.checker.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.designer.DesignerView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "describe", description = "Shows what a designer makes of a document.", mixinStandardHelpOptions = true)
final class Describe implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @Mixin
    private Input input = new Input();

    @Option(names = "--json", description = "Write JSON: every operation with its inputs and outputs")
    private boolean json;

    @Override
    public Integer call() {
        ObjectNode document = input.tree();
        DesignerView view = DesignerView.of(document);
        spec.commandLine().getOut().println(json ? view.toJson().toPrettyString() : view.toText());
        return Shape.isWrong(input.name(), document, spec.commandLine().getErr()) ? 1 : 0;
    }
}

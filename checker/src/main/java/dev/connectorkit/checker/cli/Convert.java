package dev.connectorkit.checker.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.checker.Checker;
import dev.connectorkit.checker.Report;
import dev.connectorkit.checker.model.CheckProfile;
import dev.connectorkit.designer.document.Source;
import dev.connectorkit.swagger.ConvertedDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "convert",
        description = "Makes a Swagger 2.0 document of an OpenAPI 3 one, lists every loss, and checks the result.",
        mixinStandardHelpOptions = true)
final class Convert implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @Parameters(paramLabel = "DOCUMENT", description = "A file with an OpenAPI 3.0 or 3.1 document, JSON or YAML")
    private Path document = Path.of("");

    @Option(names = "--to", paramLabel = "FILE", description = "File to write the document to. Default: the terminal")
    private @Nullable Path file;

    @Option(
            names = "--profile",
            description = "The audience to check for: one of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}",
            defaultValue = "designer")
    private CheckProfile profile = CheckProfile.DESIGNER;

    @Override
    public Integer call() {
        ObjectNode openApi = OpenApiFile.read(document);
        ConvertedDocument converted;
        try {
            converted = ConvertedDocument.of(openApi);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(document + ": " + e.getMessage(), e);
        }
        String text = converted.swagger().toPrettyString();
        if (file == null) {
            spec.commandLine().getOut().println(text);
        } else {
            write(file, text);
        }
        converted.losses().forEach(loss -> spec.commandLine().getErr().println("lost " + loss));
        String name = file == null ? "converted" : file.toString();
        Report report = Checker.builder().profiles(profile).build().check(new Source(name, text));
        spec.commandLine().getErr().println(report.toText(false));
        return report.exitCode();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text + System.lineSeparator());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ": " + e, e);
        }
    }
}

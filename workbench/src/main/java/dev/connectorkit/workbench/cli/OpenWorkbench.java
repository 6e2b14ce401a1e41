package dev.connectorkit.workbench.cli;

import dev.connectorkit.workbench.server.WorkbenchServer;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code connectorkit workbench}. */
@Command(
        name = "workbench",
        description = "Opens a page on this machine that plays a workflow engine against a connector, in any language.",
        mixinStandardHelpOptions = true)
public final class OpenWorkbench implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @Option(
            names = "--document",
            paramLabel = "URL|FILE",
            description =
                    "The connector's Swagger 2.0 document in JSON, or a package: a folder or an archive. A URL may be one"
                            + " that is not served yet. Without it, the page asks for one")
    private @Nullable String document;

    @Option(names = "--base", paramLabel = "URL", description = "The connector's URL. Default: that of the document")
    private String base = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8770",
            description = "The port of the page; 0 for any free one. Default: ${DEFAULT-VALUE}")
    private int port = 8770;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "The SQLite file that keeps workflows and exchanges. Default: kept in memory")
    private @Nullable String data;

    @Mixin
    private final MeansOptions means = new MeansOptions();

    @Override
    public Integer call() throws InterruptedException {
        WorkbenchServer.Builder builder =
                WorkbenchServer.builder().port(port).database(data == null ? "memory" : "sqlite:" + data);
        builder.file(means.file());
        means.fire().ifPresent(builder::fire);
        means.restart().ifPresent(builder::restart);
        WorkbenchServer server = builder.start();
        try {
            if (document != null && document.matches("(?i)https?://.*")) {
                server.loadWhenServed(URI.create(document), base);
            } else if (document != null) {
                server.load(document, base);
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println("The workbench is at " + server.url() + " until Ctrl-C ends it.");
            out.flush();
            new CountDownLatch(1).await();
            return 0;
        } finally {
            server.close();
        }
    }
}

package dev.connectorkit.samples;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.samples.approvals.ApprovalQueue;
import dev.connectorkit.samples.bakery.Bakery;
import dev.connectorkit.samples.bakery.Cake;
import dev.connectorkit.samples.bakery.CakeOrder;
import dev.connectorkit.samples.files.FileConnector;
import dev.connectorkit.samples.files.FileContents;
import dev.connectorkit.samples.files.FileFilter;
import dev.connectorkit.samples.files.FileWatch;
import dev.connectorkit.samples.files.TouchedFile;
import dev.connectorkit.samples.files.WatchedFolder;
import dev.connectorkit.samples.phone.ConsoleSms;
import dev.connectorkit.samples.phone.SmsSender;
import dev.connectorkit.samples.phone.TwilioSms;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.sdk.durable.OrchestrationOptions;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.storage.StorageException;
import dev.connectorkit.temporal.TemporalRuntime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves all sample connectors from one process. */
@Command(
        name = "java -jar sample-connectors.jar",
        description = "Serves ConnectorKit's sample connectors.",
        mixinStandardHelpOptions = true,
        version = "ConnectorKit sample connectors 0.1.0",
        sortOptions = false,
        usageHelpAutoWidth = true)
public final class SampleConnectors implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The port to listen on; 0 for any free one. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Where the connectors keep their keys and files. Default: ${DEFAULT-VALUE}")
    private Path dataDir = Path.of("data");

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "The URL under which engines reach this program, as in https://example.com/connectors."
                    + " Default: what each request names")
    private @Nullable URI publicUrl;

    @Option(
            names = "--store",
            paramLabel = "STORE",
            description =
                    "Where subscriptions, deliveries, operations and orchestrations are kept: memory, sqlite:FILE or"
                            + " postgres://user:password@host:port/database. Default: a SQLite file in the data directory")
    private @Nullable String store;

    @Option(
            names = "--admin-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "The port of the operator's API, on this machine only; its key is in admin.key of the data"
                    + " directory; 0 for any free one. Default: ${DEFAULT-VALUE}")
    private int adminPort;

    @Option(
            names = "--allow-local-callbacks",
            description = "For development: lets callbacks go to this machine, and over http.")
    private boolean allowLocalCallbacks;

    @Option(
            names = "--twilio-account",
            paramLabel = "SID",
            description = "The account at Twilio that sends the SMS of the samples; its auth token is read from the"
                    + " environment variable TWILIO_AUTH_TOKEN. Default: an SMS is only printed")
    private @Nullable String twilioAccount;

    @Option(
            names = "--twilio-from",
            paramLabel = "NUMBER",
            description = "The number at Twilio that the SMS come from, as in +15005550006")
    private @Nullable String twilioFrom;

    @Option(
            names = "--twilio-url",
            paramLabel = "URL",
            description = "Where Twilio is called instead of https://api.twilio.com")
    private URI twilioUrl = TwilioSms.API;

    @Option(
            names = "--temporal",
            paramLabel = "HOST:PORT",
            description =
                    "Runs all orchestrations on the Temporal server at this address. Default: in this process, over the"
                            + " store")
    private @Nullable String temporal;

    @Option(
            names = "--temporal-namespace",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "The namespace of the instances on the Temporal server. Default: ${DEFAULT-VALUE}")
    private String temporalNamespace = "default";

    /** Runs until the process is asked to end. */
    public static void main(String[] arguments) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        System.exit(commandLine().execute(arguments));
    }

    /** A wrong option gets one line that says so, and not the whole help. */
    static CommandLine commandLine() {
        return new CommandLine(new SampleConnectors()).setParameterExceptionHandler((wrong, arguments) -> {
            wrong.getCommandLine().getErr().println(wrong.getMessage() + "\nSee --help for the options.");
            return CommandLine.ExitCode.USAGE;
        });
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        ConnectorServer server = start();
        spec.commandLine().getOut().println(Banner.of(server, dataDir, temporalDescription(), allowLocalCallbacks));
        spec.commandLine().getOut().flush();
        ApprovalQueue queue = ApprovalQueue.open(dataDir.resolve("approval-queue"), server.orchestrations());
        try {
            server.awaitClosed();
        } finally {
            queue.close();
        }
        return 0;
    }

    private SmsSender sms() {
        String token = System.getenv("TWILIO_AUTH_TOKEN");
        if (twilioAccount == null && twilioFrom == null) {
            return new ConsoleSms(System.out);
        }
        if (twilioAccount == null || twilioFrom == null || token == null) {
            throw badOption("To send by Twilio, give --twilio-account, --twilio-from and the environment variable"
                    + " TWILIO_AUTH_TOKEN");
        }
        return TwilioSms.of(twilioAccount, token, twilioFrom, twilioUrl, TwilioSms.TIMEOUT);
    }

    private Consumer<OrchestrationOptions.Builder> runtime() {
        String target = temporal;
        return target == null
                ? options -> {}
                : options -> options.runtime(setup -> TemporalRuntime.builder(setup)
                        .target(target)
                        .namespace(temporalNamespace)
                        .build());
    }

    private @Nullable String temporalDescription() {
        return temporal == null ? null : "Temporal at " + temporal + ", namespace " + temporalNamespace;
    }

    private ConnectorServer start() {
        checkPort("--port", port);
        checkPort("--admin-port", adminPort);
        try {
            ConnectorServer.Builder builder = builder(dataDir, sms(), Clock.systemUTC(), runtime())
                    .port(port)
                    .admin(adminPort);
            if (store != null) {
                builder.store(store);
            }
            if (allowLocalCallbacks) {
                builder.delivery(options -> options.guard(CallbackGuard.forDevelopment()));
            }
            if (publicUrl != null) {
                builder.publicUrl(publicUrl);
            }
            return builder.start();
        } catch (IOException | UncheckedIOException | IllegalArgumentException | StorageException e) {
            throw badOption(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Returns a builder of a server with every sample.
     *
     * @param dataDir where the connectors keep their keys and files
     */
    public static ConnectorServer.Builder builder(Path dataDir) throws IOException {
        return builder(dataDir, new ConsoleSms(System.out), Clock.systemUTC(), options -> {});
    }

    static ConnectorServer.Builder builder(
            Path dataDir, SmsSender sms, Clock clock, Consumer<OrchestrationOptions.Builder> runtime)
            throws IOException {
        if (Files.exists(dataDir) && !Files.isDirectory(dataDir)) {
            throw new IllegalArgumentException("The data folder must be a folder, but " + dataDir + " is a file");
        }
        ConnectorServer.Builder builder = ConnectorServer.builder().dataDir(dataDir);
        WatchedFolder files = new WatchedFolder(dataDir.resolve("files"));
        Callbacks<FileFilter, TouchedFile> touched = FileWatch.event();
        AsyncAction<CakeOrder, Cake> baking = Bakery.baking();
        return builder.describe(new SampleDescription().description())
                .metrics(new SimpleMeterRegistry()) // shown in the console of the operator
                .clock(clock)
                .callbacks(touched)
                .orchestrations(
                        SampleOrchestrations.create(sms), options -> runtime.accept(options.documentedManagementApi()))
                .actions(baking)
                .mcp()
                .register(new Bakery(baking))
                .register(new HttpStart())
                .register(new FileConnector(files, touched, clock))
                .register(new FileContents(files))
                .register(new FileWatch(files, dataDir.resolve("published.cursor"), touched, clock));
    }

    private void checkPort(String option, int value) {
        if (value < 0 || value > 65_535) {
            throw badOption(option + " must be from 0 to 65535, but is " + value);
        }
    }

    private ParameterException badOption(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

package dev.connectorkit.workbench.cli;

import dev.connectorkit.test.WorkflowEngine;
import dev.connectorkit.workbench.drills.Drill;
import dev.connectorkit.workbench.drills.DrillReport;
import dev.connectorkit.workbench.drills.DrillResult;
import dev.connectorkit.workbench.drills.Drills;
import dev.connectorkit.workbench.faults.Faults;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code connectorkit drill}. */
@Command(
        name = "drill",
        description =
                "Plays fixed scripts of mishaps against a running connector, in any language, and scores the outcome.",
        mixinStandardHelpOptions = true)
public final class PlayDrills implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            description = "lost-answer, late-item, equal-timestamps, double-subscribe, callback-outage,"
                    + " restart-in-mid-poll, retry-storm, or all")
    private String name = "all";

    @Mixin
    private final ConnectorOptions connector = new ConnectorOptions();

    @Mixin
    private final MeansOptions means = new MeansOptions();

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "The most time for what must happen. Default: ${DEFAULT-VALUE}")
    private int patience = 30;

    @Option(
            names = "--outage",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "The time for which receivers of callbacks fail. Default: ${DEFAULT-VALUE}")
    private int outage = 120;

    @Override
    public Integer call() {
        Set<Drill> chosen = name.equals("all") ? EnumSet.allOf(Drill.class) : EnumSet.of(Drill.of(name));
        Faults faults = new Faults();
        DrillReport report;
        try (WorkflowEngine engine = connector.engine().interceptor(faults).build()) {
            Drills.Builder drills = Drills.builder(engine, faults)
                    .drills(chosen)
                    .file(means.file())
                    .patience(MeansOptions.patience(patience))
                    .outage(Duration.ofSeconds(outage))
                    .progress(this::show);
            means.fire().ifPresent(drills::fire);
            means.restart().ifPresent(drills::restart);
            report = drills.build().run();
        }
        spec.commandLine().getOut().println(report.connector() + ": " + report.score() + " of 100");
        spec.commandLine().getOut().flush();
        return report.exitCode();
    }

    private void show(DrillResult result) {
        spec.commandLine().getOut().print(result.toText());
        spec.commandLine().getOut().flush();
    }
}

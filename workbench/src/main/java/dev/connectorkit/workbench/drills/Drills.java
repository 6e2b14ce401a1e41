package dev.connectorkit.workbench.drills;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.designer.DesignerOperation;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.WorkflowEngine;
import dev.connectorkit.workbench.conformance.ExampleInputs;
import dev.connectorkit.workbench.conformance.Patience;
import dev.connectorkit.workbench.conformance.WorkbenchFile;
import dev.connectorkit.workbench.faults.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Drills of a connector, at each of its triggers: a fixed script of a mishap, and a score. With an engine whose clock is a
 * {@link dev.connectorkit.test.TestClock}, outages pass in no time.
 *
 * <pre>{@code
 * Faults faults = new Faults();
 * WorkflowEngine engine = WorkflowEngine.builder().interceptor(faults)...build();
 * DrillReport report = Drills.builder(engine, faults).fire(() -> shop.order()).build().run();
 * assertThat(report.score()).isEqualTo(100);
 * }</pre>
 */
public final class Drills {

    private final Builder options;

    private Drills(Builder options) {
        this.options = options;
    }

    /**
     * Returns a builder with all defaults.
     *
     * @param engine an engine that has imported the connector
     * @param faults the interceptor of this engine; drills leave it as it was
     */
    public static Builder builder(WorkflowEngine engine, Faults faults) {
        return new Builder(engine, faults);
    }

    /** Plays the drills at every trigger that they apply to. For one thread. */
    public DrillReport run() {
        List<DrillResult> results = new ArrayList<>();
        for (Drill drill : options.drills) {
            for (DesignerOperation trigger : options.engine.designer().operations()) {
                boolean played = drill.appliesTo(trigger)
                        && !trigger.internal()
                        && !options.file.skip().contains(trigger.operationId());
                if (played) {
                    DrillResult result = play(drill, trigger);
                    results.add(result);
                    options.progress.accept(result);
                }
            }
        }
        return new DrillReport(options.engine.designer().title(), results);
    }

    private DrillResult play(Drill drill, DesignerOperation trigger) {
        String id = trigger.operationId();
        Runnable fire = options.fire;
        Runnable restart = options.restart;
        if (fire == null) {
            return new DrillResult(drill, id, List.of(), "It needs events; give a command that makes one");
        }
        if (drill.needsRestart() && restart == null) {
            return new DrillResult(
                    drill, id, List.of(), "It needs a restart; give a command that restarts the connector");
        }
        Map<String, JsonNode> given = options.file.inputs().getOrDefault(id, Map.of());
        Map<String, JsonNode> inputs = ExampleInputs.of(options.engine, trigger, given);
        Stage stage = new Stage(
                options.engine,
                options.faults,
                id,
                inputs,
                fire,
                restart == null ? () -> {} : restart,
                options.patience,
                options.outage);
        List<Faults.Injected> before = options.faults.injected();
        try {
            return new DrillResult(drill, id, drill.play(stage), "");
        } catch (RefusedException e) {
            List<Exchange> evidence = Stage.tail(options.engine.exchanges());
            DrillCheck refused = new DrillCheck("The subscription is accepted", false, "", evidence);
            return new DrillResult(drill, id, List.of(refused), "");
        } finally {
            options.faults.injected().stream()
                    .filter(injected -> !before.contains(injected))
                    .forEach(options.faults::remove);
        }
    }

    /** Builds drills. Not thread-safe. */
    public static final class Builder {

        private final WorkflowEngine engine;
        private final Faults faults;
        private Set<Drill> drills = EnumSet.allOf(Drill.class);
        private Patience patience = Patience.DEFAULT;
        private Duration outage = Duration.ofMinutes(2);
        private WorkbenchFile file = WorkbenchFile.EMPTY;
        private @Nullable Runnable fire;
        private @Nullable Runnable restart;
        private Consumer<DrillResult> progress = result -> {};

        private Builder(WorkflowEngine engine, Faults faults) {
            this.engine = engine;
            this.faults = faults;
        }

        /**
         * Sets the drills; all by default.
         *
         * @throws IllegalArgumentException if the set is empty
         */
        public Builder drills(Set<Drill> drills) {
            if (drills.isEmpty()) {
                throw new IllegalArgumentException("drills must not be empty");
            }
            this.drills = EnumSet.copyOf(drills);
            return this;
        }

        /** Sets the action that makes one new event for every trigger, also on another thread; without it, drills are skipped. */
        public Builder fire(Runnable event) {
            this.fire = event;
            return this;
        }

        /** Sets the action that restarts the connector and returns when it is on its way. */
        public Builder restart(Runnable restart) {
            this.restart = restart;
            return this;
        }

        /** Sets the inputs of triggers, and the triggers to skip. */
        public Builder file(WorkbenchFile file) {
            this.file = file;
            return this;
        }

        /** Sets the times for which drills wait. */
        public Builder patience(Patience patience) {
            this.patience = patience;
            return this;
        }

        /**
         * Sets the time, by the clock of the engine, for which receivers fail; 2 minutes by default.
         *
         * @throws IllegalArgumentException if it is not above zero
         */
        public Builder outage(Duration time) {
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("outage must be above zero, but is " + time);
            }
            this.outage = time;
            return this;
        }

        /** Sets the receiver of each result as soon as it is decided, on the thread of the drills. */
        public Builder progress(Consumer<DrillResult> progress) {
            this.progress = progress;
            return this;
        }

        /** Returns the drills, which have not been played yet. */
        public Drills build() {
            return new Drills(this);
        }
    }
}

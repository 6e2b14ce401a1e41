package dev.connectorkit.workbench.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.checker.Checker;
import dev.connectorkit.checker.Report;
import dev.connectorkit.checker.model.CheckProfile;
import dev.connectorkit.designer.DesignerOperation;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Source;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.WorkflowEngine;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A test of a connector against the rules of the protocol, from outside. It calls every trigger and action that designers show, so
 * run it against an instance where that does no harm.
 *
 * <pre>{@code
 * ConformanceReport report = Conformance.builder(engine).fire(() -> shop.order()).build().run();
 * assertThat(report.failures()).isEmpty();
 * }</pre>
 */
public final class Conformance {

    private final WorkflowEngine engine;
    private final Builder options;
    private final List<Result> results = new ArrayList<>();

    private Conformance(Builder options) {
        this.engine = options.engine;
        this.options = options;
    }

    /**
     * Returns a builder with all defaults.
     *
     * @param engine an engine that has imported the connector; its retry policy does not matter, its connection does
     */
    public static Builder builder(WorkflowEngine engine) {
        return new Builder(engine);
    }

    /** Returns all rules for running connectors; those for documents are the checker's. */
    public static List<ConformanceRule> rules() {
        List<ConformanceRule> rules = new ArrayList<>();
        families().forEach(family -> rules.addAll(family.checks().keySet()));
        rules.addAll(AgentRules.family().checks().keySet());
        rules.add(TestConnectionRules.DYN_03);
        rules.add(SecurityRules.SEC_01);
        return rules;
    }

    private static List<Family> families() {
        return List.of(
                PollRules.family(),
                StateRules.family(),
                RestartRules.polls(),
                HookRules.family(),
                DeliveryRules.family(),
                FilterRules.family(),
                RestartRules.deliveries(),
                ActionRules.family(),
                AsyncRules.family(),
                RepeatRules.family(),
                RestartRules.actions(),
                DurableRules.family(),
                DynamicRules.family());
    }

    /** Checks every rule at every operation that it applies to. For one thread. */
    public ConformanceReport run() {
        results.clear();
        String text = engine.document();
        if (options.level != Level.DESIGNER) {
            Document document = Document.read(new Source("document", text), null, null);
            for (DesignerOperation operation : engine.designer().operations()) {
                boolean called = document.operation(operation.operationId()).isPresent()
                        && !operation.internal()
                        && !options.file.skip().contains(operation.operationId());
                if (called) {
                    check(document, operation);
                }
            }
            add(TestConnectionRules.DYN_03, "", TestConnectionRules.check(engine, document));
            add(SecurityRules.SEC_01, "", SecurityRules.insides(engine.exchanges()));
        }
        boolean certified = options.level == Level.CERTIFICATION || options.level == Level.STRICT;
        Report findings = Checker.builder()
                .profiles(certified ? CheckProfile.CERTIFICATION : CheckProfile.DESIGNER)
                .build()
                .check(new Source("document", text));
        return new ConformanceReport(engine.designer().title(), options.level, results, findings);
    }

    private void check(Document document, DesignerOperation operation) {
        Trial trial = null;
        boolean agents =
                AgentRules.appliesTo(document.operation(operation.operationId()).orElseThrow());
        for (Family family : agents ? List.of(AgentRules.family()) : families()) {
            if (!family.appliesTo(operation)) {
                continue;
            }
            for (Map.Entry<ConformanceRule, Function<Trial, Outcome>> check :
                    family.checks().entrySet()) {
                try {
                    trial = trial == null ? trial(document, operation) : trial;
                    add(check.getKey(), operation.operationId(), outcome(check.getKey(), check.getValue(), trial));
                } catch (IllegalArgumentException e) {
                    add(check.getKey(), operation.operationId(), Outcome.skipped(String.valueOf(e.getMessage())));
                }
            }
        }
    }

    private Trial trial(Document document, DesignerOperation operation) {
        Map<String, JsonNode> given = options.file.inputs().getOrDefault(operation.operationId(), Map.of());
        Map<String, JsonNode> inputs = ExampleInputs.of(
                engine, document.operation(operation.operationId()).orElseThrow(), operation, given);
        Claims claims = options.file.claims().getOrDefault(operation.operationId(), Claims.NONE);
        Means means = new Means(options.fire, options.restart, claims, options.patience);
        return new Trial(engine, document, operation, inputs, means);
    }

    private Outcome outcome(ConformanceRule rule, Function<Trial, Outcome> check, Trial trial) {
        if (rule.needsEvents() && options.fire == null) {
            return Outcome.skipped("It needs events; give a command that makes one");
        }
        if (rule.needsRestart() && options.restart == null) {
            return Outcome.skipped("It needs a restart; give a command that restarts the connector");
        }
        return check.apply(trial);
    }

    private void add(ConformanceRule rule, String operationId, Outcome outcome) {
        Status status = outcome.status();
        String message = outcome.message();
        if (status == Status.FAILED) {
            for (Bypass bypass : options.file.bypasses()) {
                if (bypass.covers(rule.id(), operationId, options.today)) {
                    status = Status.BYPASSED;
                    message = message + " (accepted until " + bypass.until() + ": " + bypass.reason() + ")";
                }
            }
        }
        List<Exchange> evidence = outcome.evidence();
        Result result = new Result(rule, operationId, status, message, evidence);
        results.add(result);
        options.progress.accept(result);
    }

    /** Builds a test. Not thread-safe. */
    public static final class Builder {

        private final WorkflowEngine engine;
        private Level level = Level.PROTOCOL;
        private Patience patience = Patience.DEFAULT;
        private WorkbenchFile file = WorkbenchFile.EMPTY;
        private LocalDate today = LocalDate.now(ZoneOffset.UTC);
        private @Nullable Runnable fire;
        private @Nullable Runnable restart;
        private Consumer<Result> progress = result -> {};

        private Builder(WorkflowEngine engine) {
            this.engine = engine;
        }

        /** Sets the strictness; {@link Level#PROTOCOL} by default. */
        public Builder level(Level level) {
            this.level = level;
            return this;
        }

        /** Sets the action that makes one new event for every trigger; without it, rules that need events are skipped. */
        public Builder fire(Runnable event) {
            this.fire = event;
            return this;
        }

        /**
         * Sets the action that restarts the connector and returns when it is on its way; without it, rules that need a restart are
         * skipped.
         */
        public Builder restart(Runnable restart) {
            this.restart = restart;
            return this;
        }

        /** Sets the receiver of each result as soon as it is decided, on the thread of the test. */
        public Builder progress(Consumer<Result> progress) {
            this.progress = progress;
            return this;
        }

        /** Sets inputs, operations to skip and accepted departures. */
        public Builder file(WorkbenchFile file) {
            this.file = file;
            return this;
        }

        /** Sets the times for which it waits. */
        public Builder patience(Patience patience) {
            this.patience = patience;
            return this;
        }

        /** Sets the date that bypasses end by; that of today, UTC, by default. */
        public Builder today(LocalDate today) {
            this.today = today;
            return this;
        }

        /** Returns the test, which has not run yet. */
        public Conformance build() {
            return new Conformance(this);
        }
    }
}

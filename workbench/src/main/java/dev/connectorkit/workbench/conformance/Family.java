package dev.connectorkit.workbench.conformance;

import dev.connectorkit.designer.DesignerOperation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Rules about one kind of operation, with their checks, in the order in which they are checked. For one thread. */
final class Family {

    private final Predicate<DesignerOperation> kind;
    private final Map<ConformanceRule, Function<Trial, Outcome>> checks = new LinkedHashMap<>();

    Family(Predicate<DesignerOperation> kind) {
        this.kind = kind;
    }

    Family rule(ConformanceRule rule, Function<Trial, Outcome> check) {
        checks.put(rule, check);
        return this;
    }

    boolean appliesTo(DesignerOperation operation) {
        return kind.test(operation);
    }

    Map<ConformanceRule, Function<Trial, Outcome>> checks() {
        return checks;
    }
}

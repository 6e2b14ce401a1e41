package dev.connectorkit.workbench.server;

import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.RequestInterceptor;
import dev.connectorkit.workbench.faults.Fault;
import dev.connectorkit.workbench.faults.Faults;
import dev.connectorkit.workbench.faults.Faults.Injected;
import dev.connectorkit.workbench.faults.When;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The faults that the page has turned on. Turning is for any thread, requests are for the engine's. */
final class SwitchedFaults implements RequestInterceptor {

    private final Faults faults = new Faults();
    private final Map<SwitchedFault, Injected> on = new ConcurrentHashMap<>();
    private final List<String> applied = new CopyOnWriteArrayList<>();
    private final @Nullable Runnable restart;

    /** @param restart restarts the connector; null if nothing can */
    SwitchedFaults(@Nullable Runnable restart) {
        this.restart = restart;
    }

    /** Returns the faults that are on, with the number of requests that have suffered each. */
    Map<SwitchedFault, Integer> on() {
        on.forEach((fault, each) -> {
            int most = each.when().nth() > 0 ? 1 : each.when().times();
            if (most > 0 && each.hits() >= most) {
                turnOff(fault);
            }
        });
        Map<SwitchedFault, Integer> hits = new LinkedHashMap<>();
        on.forEach((fault, each) -> hits.put(fault, each.hits()));
        return hits;
    }

    /** Turns a fault on, in place of one of its kind at the same operation. */
    void turnOn(SwitchedFault fault) {
        Fault effect = fault.effect(restart);
        turnOff(fault);
        String operation = fault.operation().equals("*") ? "" : fault.operation();
        When when = When.always()
                .operation(operation)
                .rate(fault.rate() / 100.0)
                .nth(fault.nth())
                .times(fault.count());
        on.put(fault, faults.inject(new Noted(effect, fault.kind().name()), when));
    }

    void turnOff(SwitchedFault fault) {
        on.entrySet().removeIf(each -> {
            boolean same = fault.isSame(each.getKey());
            if (same) {
                faults.remove(each.getValue());
            }
            return same;
        });
    }

    /** Returns the faults of the last request and forgets them. */
    String takeApplied() {
        String taken = String.join(" ", applied);
        applied.clear();
        return taken;
    }

    @Override
    public Exchange intercept(Call call) {
        applied.clear();
        return faults.intercept(call);
    }

    /** A fault that notes the kind that the page shows at the request. */
    private final class Noted implements Fault {

        private final Fault fault;
        private final String kind;

        private Noted(Fault fault, String kind) {
            this.fault = fault;
            this.kind = kind;
        }

        @Override
        public String name() {
            return fault.name();
        }

        @Override
        public String title() {
            return fault.title();
        }

        @Override
        public Exchange intercept(Call call) {
            applied.add(kind);
            return fault.intercept(call);
        }
    }
}

package dev.connectorkit.workbench.server;

import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.RequestInterceptor;
import dev.connectorkit.workbench.faults.Faults.Injected;
import dev.connectorkit.workbench.faults.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** The faults that the page has turned on. Turning is for any thread, requests are for the engine's. */
final class Faults implements RequestInterceptor {

    private final dev.connectorkit.workbench.faults.Faults injected;
    private final Map<SwitchedFault, Injected> on = new ConcurrentHashMap<>();
    private List<String> applied = List.of();

    /**
     * Creates a set without faults.
     *
     * @param random supplies numbers from 0 to 1
     */
    Faults(DoubleSupplier random) {
        this.injected = new dev.connectorkit.workbench.faults.Faults(random);
    }

    List<SwitchedFault> on() {
        on.forEach((fault, each) -> {
            if (each.when().times() > 0 && each.hits() >= each.when().times()) {
                turnOff(fault);
            }
        });
        return List.copyOf(on.keySet());
    }

    /** Turns a fault on, in place of one of its kind at the same operation. */
    void turnOn(SwitchedFault fault) {
        turnOff(fault);
        String operation = fault.operation().equals("*") ? "" : fault.operation();
        When when =
                When.always().operation(operation).rate(fault.rate() / 100.0).times(fault.count());
        on.put(fault, injected.inject(fault.effect(), when));
    }

    void turnOff(SwitchedFault fault) {
        on.entrySet().removeIf(each -> {
            boolean same = fault.isSame(each.getKey());
            if (same) {
                injected.remove(each.getValue());
            }
            return same;
        });
    }

    /** Returns the faults of the last request and forgets them. */
    String takeApplied() {
        String taken = String.join(" ", applied);
        applied = List.of();
        return taken;
    }

    @Override
    public Exchange intercept(Call call) {
        Map<SwitchedFault, Integer> before = new ConcurrentHashMap<>();
        on.forEach((fault, each) -> before.put(fault, each.hits()));
        Exchange exchange = injected.intercept(call);
        List<String> struck = new ArrayList<>();
        before.forEach((fault, hits) -> {
            Injected each = on.get(fault);
            if (each != null && each.hits() > hits) {
                struck.add(fault.kind().name());
            }
        });
        applied = List.copyOf(struck);
        return exchange;
    }
}

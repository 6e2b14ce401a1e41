package dev.connectorkit.workbench.faults;

import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.RequestInterceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/**
 * The faults that are on. Given to an engine as its interceptor, they may be switched on and off while it works. Of several faults
 * that apply to a request, each wraps those that were injected before it. Thread-safe.
 *
 * <pre>{@code
 * Faults faults = new Faults();
 * WorkflowEngine engine = WorkflowEngine.builder().interceptor(faults)...build();
 * faults.inject(RequestFaults.dropAnswer(), When.always().operation("NewOrders").times(1));
 * }</pre>
 */
public final class Faults implements RequestInterceptor {

    /** A fault that is on. For reading by any thread. */
    public static final class Injected {

        private final Fault fault;
        private final When when;
        private final AtomicInteger seen = new AtomicInteger();
        private final AtomicInteger hits = new AtomicInteger();

        private Injected(Fault fault, When when) {
            this.fault = fault;
            this.when = when;
        }

        /** Returns the fault. */
        public Fault fault() {
            return fault;
        }

        /** Returns the requests that it applies to. */
        public When when() {
            return when;
        }

        /** Returns the number of requests that have suffered it. */
        public int hits() {
            return hits.get();
        }

        private synchronized boolean strikes(Call call, DoubleSupplier random) {
            if (!when.matches(call.operationId(), call.request().method())) {
                return false;
            }
            boolean strikes = when.strikes(seen.incrementAndGet(), hits.get(), random);
            if (strikes) {
                hits.incrementAndGet();
            }
            return strikes;
        }
    }

    private final DoubleSupplier random;
    private final List<Injected> injected = new CopyOnWriteArrayList<>();

    /** Creates a switchboard without faults. */
    public Faults() {
        this(Math::random);
    }

    /**
     * Creates a switchboard without faults.
     *
     * @param random supplies numbers from 0 to 1, for faults with a rate
     */
    public Faults(DoubleSupplier random) {
        this.random = random;
    }

    /** Switches a fault on, for these requests. */
    public Injected inject(Fault fault, When when) {
        Injected added = new Injected(fault, when);
        injected.add(added);
        return added;
    }

    /** Switches a fault off; one that is off already stays so. */
    public void remove(Injected fault) {
        injected.remove(fault);
    }

    /** Switches all faults off. */
    public void clear() {
        injected.clear();
    }

    /** Returns the faults that are on, the oldest first. */
    public List<Injected> injected() {
        return List.copyOf(injected);
    }

    @Override
    public Exchange intercept(Call call) {
        List<Injected> striking = new ArrayList<>();
        for (Injected each : injected) {
            if (each.strikes(call, random)) {
                striking.add(each);
            }
        }
        Call wrapped = call;
        for (Injected each : striking) {
            wrapped = WrappedCall.through(each.fault, wrapped);
        }
        return wrapped.proceed();
    }
}

package dev.connectorkit.workbench.drills;

import dev.connectorkit.test.Exchange;
import dev.connectorkit.workbench.faults.Fault;
import java.util.concurrent.atomic.AtomicBoolean;

/** A fault that loses the first answer with an item, and lets something happen then. */
final class LostFind implements Fault {

    private final Runnable then;
    private final AtomicBoolean struck = new AtomicBoolean();

    LostFind(Runnable then) {
        this.then = then;
    }

    boolean hasStruck() {
        return struck.get();
    }

    @Override
    public Exchange intercept(Call call) {
        Exchange exchange = call.proceed();
        if (exchange.status() != 200 || !struck.compareAndSet(false, true)) {
            return exchange;
        }
        then.run();
        return exchange.withoutAnswer("the answer was dropped by a drill");
    }

    @Override
    public String name() {
        return "lost-find";
    }

    @Override
    public String title() {
        return "The first answer that has an item is lost";
    }
}

package dev.connectorkit.samples.bakery;

import dev.connectorkit.orchestration.Orchestration;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.TaskOrchestrationContext;
import java.time.Duration;
import java.util.Map;

/** Bakes a cake, layer by layer; while one is in the oven nobody waits for it, and a restart lets nothing burn. Thread-safe. */
public final class BakeCake implements Orchestration<CakeOrder, Cake> {

    static final String NAME = "BakeCake";

    private final Duration perLayer;

    private BakeCake(Duration perLayer) {
        this.perLayer = perLayer;
    }

    /** Adds it, with the time that a layer takes. */
    public static void register(Orchestrations orchestrations, Duration perLayer) {
        orchestrations.register(NAME, CakeOrder.class, Cake.class, new BakeCake(perLayer));
    }

    @Override
    public Cake run(TaskOrchestrationContext context, CakeOrder order) {
        Cake cake = order.cake();
        for (int layer = 1; layer <= cake.layers(); layer++) {
            context.setCustomStatus(Map.of(
                    "percent",
                    100 * (layer - 1) / cake.layers(),
                    "message",
                    "layer " + layer + " of " + cake.layers() + " is in the oven"));
            context.createTimer(perLayer).await();
        }
        return cake;
    }
}

package dev.connectorkit.server;

import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.sdk.action.Progress;
import dev.connectorkit.server.Bakery.Cake;
import dev.connectorkit.server.Bakery.CakeOrder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Work that ends when the test says so. */
final class Oven implements AsyncAction.Work<CakeOrder, Cake> {

    final List<String> begun = new CopyOnWriteArrayList<>();
    private final CountDownLatch open = new CountDownLatch(1);

    /** Lets all cakes be done. */
    Oven open() {
        open.countDown();
        return this;
    }

    @Override
    public Cake run(CakeOrder order, Progress progress) throws InterruptedException {
        begun.add(order.flavour());
        progress.report(40, "in the oven");
        if (!open.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The test did not open the oven");
        }
        return Cake.of(order);
    }
}

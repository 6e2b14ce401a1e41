package dev.connectorkit.callbacks.internal.delivery;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChain.Scope;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.jspecify.annotations.Nullable;

/**
 * Cancels every stage of a request. The client remembers only the {@link Cancellable} that was registered last, which may be the
 * finished connect stage; the exchange would then continue for as long as the receiver sends anything.
 */
final class CancelAllStages implements AsyncExecChainHandler {

    @Override
    public void execute(
            HttpRequest request,
            @Nullable AsyncEntityProducer body,
            Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws HttpException, IOException {
        Parts parts = new Parts();
        scope.cancellableDependency.setDependency(parts);
        Scope within = new Scope(
                scope.exchangeId,
                scope.route,
                scope.originalRequest,
                parts,
                scope.clientContext,
                scope.execRuntime,
                scope.scheduler,
                scope.execCount);
        chain.proceed(request, body, within, callback);
    }

    private static final class Parts implements CancellableDependency {

        private final Queue<Cancellable> all = new ConcurrentLinkedQueue<>();
        private volatile boolean cancelled;

        @Override
        public void setDependency(Cancellable part) {
            all.add(part);
            if (cancelled) {
                part.cancel();
            }
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public boolean cancel() {
            cancelled = true;
            all.forEach(Cancellable::cancel);
            return true;
        }
    }
}

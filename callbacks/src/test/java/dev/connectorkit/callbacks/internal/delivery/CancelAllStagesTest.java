package dev.connectorkit.callbacks.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.concurrent.ComplexCancellable;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.junit.jupiter.api.Test;

class CancelAllStagesTest {

    private final List<String> cancelled = new ArrayList<>();
    private final ComplexCancellable request = new ComplexCancellable();

    @Test
    void theExchangeIsCancelledAlsoIfTheConnectingIsToldOfLater() throws Exception {
        CancellableDependency parts = begun();
        parts.setDependency(part("exchange"));
        parts.setDependency(part("connecting"));
        request.cancel();
        assertThat(cancelled).containsExactly("exchange", "connecting");
    }

    @Test
    void whatBeginsAfterTheEndIsCancelledAtOnce() throws Exception {
        CancellableDependency parts = begun();
        request.cancel();
        assertThat(parts.isCancelled()).isTrue();
        parts.setDependency(part("exchange"));
        assertThat(cancelled).containsExactly("exchange");
    }

    private Cancellable part(String name) {
        return () -> cancelled.add(name);
    }

    private CancellableDependency begun() throws Exception {
        HttpHost host = new HttpHost("localhost", 80);
        BasicHttpRequest post = new BasicHttpRequest("POST", host, "/");
        AsyncExecRuntime runtime = (AsyncExecRuntime) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {AsyncExecRuntime.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method + " is not for this handler");
                });
        List<AsyncExecChain.Scope> seen = new ArrayList<>();
        AsyncExecChain.Scope scope = new AsyncExecChain.Scope(
                "ex-1", new HttpRoute(host), post, request, HttpClientContext.create(), runtime);
        new CancelAllStages().execute(post, null, scope, (same, body, within, callback) -> seen.add(within), null);
        return seen.get(0).cancellableDependency;
    }
}

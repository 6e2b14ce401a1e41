package dev.connectorkit.workbench.faults;

import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.Request;
import dev.connectorkit.test.RequestInterceptor.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** A call as another one, but for its request and the way it proceeds. */
record WrappedCall(Call inner, Request request, Function<Request, Exchange> way) implements Call {

    /** Returns a call that goes through a fault when it proceeds. */
    static Call through(Fault fault, Call inner) {
        return new WrappedCall(
                inner, inner.request(), request -> fault.intercept(new WrappedCall(inner, request, inner::proceed)));
    }

    @Override
    public String operationId() {
        return inner.operationId();
    }

    @Override
    public Exchange proceed(Request changed) {
        return way.apply(changed);
    }

    @Override
    public Exchange proceedWithoutCredentials(Request changed) {
        return inner.proceedWithoutCredentials(changed);
    }

    @Override
    public Instant now() {
        return inner.now();
    }

    @Override
    public void pause(Duration time) {
        inner.pause(time);
    }
}

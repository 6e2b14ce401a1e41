package dev.connectorkit.workbench.faults;

import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.Request;
import dev.connectorkit.test.RequestInterceptor.Call;
import java.time.Duration;
import java.time.Instant;

/** A call that goes through a fault when it proceeds. */
record WrappedCall(Call inner, Fault fault) implements Call {

    @Override
    public String operationId() {
        return inner.operationId();
    }

    @Override
    public Request request() {
        return inner.request();
    }

    @Override
    public Exchange proceed(Request request) {
        return fault.intercept(new Changed(inner, request));
    }

    @Override
    public Exchange proceedWithoutCredentials(Request request) {
        return inner.proceedWithoutCredentials(request);
    }

    @Override
    public Instant now() {
        return inner.now();
    }

    @Override
    public void pause(Duration time) {
        inner.pause(time);
    }

    /** The same call with another request. */
    private record Changed(Call inner, Request request) implements Call {

        @Override
        public String operationId() {
            return inner.operationId();
        }

        @Override
        public Exchange proceed(Request other) {
            return inner.proceed(other);
        }

        @Override
        public Exchange proceedWithoutCredentials(Request other) {
            return inner.proceedWithoutCredentials(other);
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
}

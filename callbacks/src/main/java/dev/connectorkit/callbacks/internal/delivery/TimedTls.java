package dev.connectorkit.callbacks.internal.delivery;

import java.io.InterruptedIOException;
import java.net.SocketAddress;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.BasicFuture;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.concurrent.FutureContribution;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;

/** TLS sessions that are there in time, or not at all: the client's own timeout begins anew with each byte that comes. */
record TimedTls(TlsStrategy tls, ScheduledExecutorService deadlines) implements TlsStrategy {

    @Override
    @SuppressWarnings("deprecation") // cannot be left out
    public boolean upgrade(
            TransportSecurityLayer session,
            HttpHost host,
            SocketAddress local,
            SocketAddress remote,
            Object attachment,
            Timeout timeout) {
        return tls.upgrade(session, host, local, remote, attachment, timeout);
    }

    @Override
    public void upgrade(
            TransportSecurityLayer session,
            NamedEndpoint endpoint,
            Object attachment,
            Timeout timeout,
            FutureCallback<TransportSecurityLayer> callback) {
        BasicFuture<TransportSecurityLayer> upgraded = new BasicFuture<>(callback);
        Runnable giveUp = () -> {
            if (upgraded.failed(new InterruptedIOException("No TLS session in " + timeout))
                    && session instanceof ModalCloseable connection) {
                connection.close(CloseMode.IMMEDIATE);
            }
        };
        Future<?> deadline = deadlines.schedule(giveUp, timeout.toMilliseconds(), TimeUnit.MILLISECONDS);
        tls.upgrade(session, endpoint, attachment, timeout, new FutureContribution<>(upgraded) {
            @Override
            public void completed(TransportSecurityLayer secured) {
                deadline.cancel(false);
                upgraded.completed(secured);
            }
        });
    }
}

package dev.connectorkit.callbacks.internal.delivery;

import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.nio.AsyncClientConnectionOperator;
import org.apache.hc.client5.http.nio.ManagedAsyncClientConnection;
import org.apache.hc.core5.concurrent.CallbackContribution;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.nio.ClientHttp1IOEventHandler;
import org.apache.hc.core5.http.impl.nio.ClientHttp1StreamDuplexerFactory;
import org.apache.hc.core5.http.impl.nio.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Builds a pool of HTTP/1.1 connections with a parser of our own, for which the client's builder has no setting. */
final class ClientConnections extends PoolingAsyncClientConnectionManagerBuilder {

    private final ClientHttp1StreamDuplexerFactory streams;

    ClientConnections(Http1Config config) {
        streams = new ClientHttp1StreamDuplexerFactory(
                HttpProcessorBuilder.create().build(),
                config,
                CharCodingConfig.DEFAULT,
                DefaultClientConnectionReuseStrategy.INSTANCE,
                () -> new StatusFirstParser(config),
                DefaultHttpRequestWriterFactory.INSTANCE,
                null);
    }

    @Override
    protected AsyncClientConnectionOperator createConnectionOperator(
            TlsStrategy tls, SchemePortResolver ports, DnsResolver dns) {
        return new Operator(super.createConnectionOperator(tls, ports, dns));
    }

    /** Exchanges the handler of each new session before its first event. */
    private ConnectionInitiator withHandler(ConnectionInitiator initiator) {
        return (endpoint, remote, local, timeout, attachment, callback) -> initiator.connect(
                endpoint, remote, local, timeout, attachment, new CallbackContribution<IOSession>(callback) {
                    @Override
                    public void completed(IOSession session) {
                        if (session instanceof ProtocolIOSession protocol) {
                            protocol.upgrade(new ClientHttp1IOEventHandler(streams.create(protocol)));
                        }
                        callback.completed(session);
                    }
                });
    }

    private final class Operator implements AsyncClientConnectionOperator {

        private final AsyncClientConnectionOperator operator;

        Operator(AsyncClientConnectionOperator operator) {
            this.operator = operator;
        }

        @Override
        public Future<ManagedAsyncClientConnection> connect(
                ConnectionInitiator initiator,
                HttpHost host,
                @Nullable SocketAddress local,
                @Nullable Timeout timeout,
                @Nullable Object attachment,
                @Nullable FutureCallback<ManagedAsyncClientConnection> callback) {
            return operator.connect(withHandler(initiator), host, local, timeout, attachment, callback);
        }

        @Override
        public Future<ManagedAsyncClientConnection> connect(
                ConnectionInitiator initiator,
                HttpHost host,
                @Nullable NamedEndpoint endpoint,
                @Nullable SocketAddress local,
                @Nullable Timeout timeout,
                @Nullable Object attachment,
                @Nullable HttpContext context,
                @Nullable FutureCallback<ManagedAsyncClientConnection> callback) {
            return operator.connect(
                    withHandler(initiator), host, endpoint, local, timeout, attachment, context, callback);
        }

        @Override
        public Future<ManagedAsyncClientConnection> connect(
                ConnectionInitiator initiator,
                HttpHost host,
                @Nullable Path socket,
                @Nullable NamedEndpoint endpoint,
                @Nullable SocketAddress local,
                @Nullable Timeout timeout,
                @Nullable Object attachment,
                @Nullable HttpContext context,
                @Nullable FutureCallback<ManagedAsyncClientConnection> callback) {
            return operator.connect(
                    withHandler(initiator), host, socket, endpoint, local, timeout, attachment, context, callback);
        }

        @Override
        public void upgrade(ManagedAsyncClientConnection connection, HttpHost host, @Nullable Object attachment) {
            operator.upgrade(connection, host, attachment);
        }

        @Override
        public void upgrade(
                ManagedAsyncClientConnection connection,
                HttpHost host,
                @Nullable NamedEndpoint endpoint,
                @Nullable Object attachment,
                @Nullable HttpContext context,
                @Nullable FutureCallback<ManagedAsyncClientConnection> callback) {
            operator.upgrade(connection, host, endpoint, attachment, context, callback);
        }
    }
}

package dev.connectorkit.callbacks;

import dev.connectorkit.storage.ConnectionWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Operations behind {@link Callbacks}. Thread-safe. */
interface EventPublisher {

    <F> Subscribed subscribe(EventConfig<F, ?> event, @Nullable String callbackUrl, @Nullable F filter);

    <F> Subscribed subscribePush(EventConfig<F, ?> event, String triggerId, PushInput<F> input);

    <P> Callbacks.Published publish(
            EventConfig<?, P> event, P payload, Map<String, String> headers, @Nullable String id);

    <P> Callbacks.Published publish(
            Connection connection, EventConfig<?, P> event, P payload, Map<String, String> headers, @Nullable String id)
            throws SQLException;

    <T extends @Nullable Object> T inTransaction(ConnectionWork<T> work);
}

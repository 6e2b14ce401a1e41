package dev.connectorkit.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to the wake-ups of other nodes, and of connections of the application, on a connection of its own, which it opens
 * again whenever it breaks. A payload that it does not know is ignored: others may use the channel.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-notify.html">NOTIFY</a>
 */
final class PostgresNotifications implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresNotifications.class);
    private static final int LOOK_UP_MILLIS = 250;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final Source source;
    private final String node;
    private final Consumer<@Nullable String> listener;
    private final PostgresClock clock;
    private final SupervisedThread thread;
    private volatile @Nullable Connection listening;

    PostgresNotifications(Source source, String node, Consumer<@Nullable String> listener, PostgresClock clock) {
        this.source = source;
        this.node = node;
        this.listener = listener;
        this.clock = clock;
        this.thread = SupervisedThread.start("connectorkit-notifications", this::listen);
    }

    SupervisedThread thread() {
        return thread;
    }

    private void listen(SupervisedThread self) throws SQLException, InterruptedException {
        try (Connection connection = source.connect()) {
            listening = connection;
            connection.setAutoCommit(true);
            if (!connection.isWrapperFor(PGConnection.class)) {
                LOG.warn("The data source's connections give no access to notifications of PostgreSQL;"
                        + " work of other nodes is found only by looking for it from time to time");
                do {
                    clock.readIfOld(connection);
                } while (!self.awaitClosing(PostgresClock.READ_EVERY));
                return;
            }
            execute(connection, "LISTEN " + Transaction.NOTIFICATIONS);
            listener.accept(null);
            receive(connection, self);
            execute(connection, "UNLISTEN " + Transaction.NOTIFICATIONS);
        }
    }

    private void receive(Connection connection, SupervisedThread self) throws SQLException {
        PGConnection listening = connection.unwrap(PGConnection.class);
        while (!self.isClosing()) {
            clock.readIfOld(connection);
            PGNotification[] received = listening.getNotifications(LOOK_UP_MILLIS);
            for (PGNotification notification : received == null ? new PGNotification[0] : received) {
                String payload = notification.getParameter();
                int space = payload.indexOf(' ');
                if (space < 0) {
                    LOG.debug("Ignored an unknown notification");
                } else if (!payload.substring(0, space).equals(node)) {
                    listener.accept(payload.substring(space + 1));
                }
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        thread.requestClose();
        if (!thread.join(LONGEST_CLOSE)) {
            abort(listening);
            thread.interrupt();
        }
    }

    /** Ends the wait for a server that is silent. */
    private static void abort(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.abort(Runnable::run);
            }
        } catch (SQLException e) {
            LOG.debug("The connection for notifications was broken", e);
        }
    }

    /** Source of the connection that it keeps. */
    @FunctionalInterface
    interface Source {

        Connection connect() throws SQLException;
    }
}

package dev.connectorkit.storage;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of the wake-ups of other nodes on a connection of its own, which it opens again whenever it breaks.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-notify.html">NOTIFY</a>
 */
final class PostgresNotifications implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresNotifications.class);
    private static final int LOOK_UP_MILLIS = 250;
    private static final long RETRY_SECONDS = 2;

    private final PostgresUrl url;
    private final String node;
    private final Consumer<@Nullable String> listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    PostgresNotifications(PostgresUrl url, String node, Consumer<@Nullable String> listener) {
        this.url = url;
        this.node = node;
        this.listener = listener;
        this.thread = new Thread(this::loop, "connectorkit-notifications");
        thread.setDaemon(true);
        thread.start();
    }

    private void loop() {
        while (closed.getCount() > 0) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("LISTEN " + Transaction.NOTIFICATIONS);
                listener.accept(null);
                hear(connection.unwrap(PGConnection.class));
            } catch (SQLException e) {
                LOG.warn("Lost the connection that hears of other nodes; trying again", e);
                pause();
            }
        }
    }

    private void hear(PGConnection connection) throws SQLException {
        while (closed.getCount() > 0) {
            PGNotification[] heard = connection.getNotifications(LOOK_UP_MILLIS);
            for (PGNotification notification : heard == null ? new PGNotification[0] : heard) {
                String payload = notification.getParameter();
                int space = payload.indexOf(' ');
                if (!payload.substring(0, space).equals(node)) {
                    listener.accept(payload.substring(space + 1));
                }
            }
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        if (url.user() != null) {
            properties.setProperty("user", url.user());
        }
        if (url.password() != null) {
            properties.setProperty("password", url.password());
        }
        return DriverManager.getConnection(url.jdbc(), properties);
    }

    private void pause() {
        try {
            boolean ended = closed.await(RETRY_SECONDS, TimeUnit.SECONDS);
            LOG.debug("Waited for the database, closed: {}", ended);
        } catch (InterruptedException e) {
            closed.countDown();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(RETRY_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.connectorkit.storage;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** PostgreSQL through pools of its own, or an application's data source. The driver itself caches prepared statements. */
final class Postgres implements Backend {

    /**
     * Settings of our own transactions. Each table has an index for each statement, and plans are made once: those made while a
     * queue is empty, as after each vacuum, must also be right when it is full.
     */
    static final String BY_INDEX = "enable_seqscan = off";

    /** Without it, a scan that has no alternative would seem costly enough to be compiled first. */
    static final String WITHOUT_JIT = "jit = off";

    private static final String ON_LENT_CONNECTIONS = "SET LOCAL " + BY_INDEX + "; SET LOCAL " + WITHOUT_JIT;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** It asks for the time once a second, so that a dead connection is noticed. */
    private static final String LISTENING_TIMEOUT_SECONDS = "10";

    private final PostgresClock clock = new PostgresClock(this);
    private final String node = UUID.randomUUID().toString();
    private final Transaction.Origin origin;
    private final String name;
    private final int writers;
    private final DataSource writing;
    private final DataSource reading;
    private final DataSource application;
    private final boolean lent;
    private final PostgresNotifications.Source listening;
    private final @Nullable PostgresPools pools;
    private final Set<Connection> underWay = ConcurrentHashMap.newKeySet();
    private @Nullable PostgresNotifications notifications;

    private Postgres(
            String name,
            Settings settings,
            @Nullable PostgresPools pools,
            DataSource given,
            PostgresNotifications.Source listening) {
        this.name = name;
        this.origin = new Transaction.Origin(node, settings.clock());
        this.writers = settings.writers();
        this.pools = pools;
        this.writing = pools == null ? given : pools.writing();
        this.reading = pools == null ? given : pools.reading();
        this.application = pools == null ? given : pools.application();
        this.lent = pools == null;
        this.listening = listening;
    }

    static Postgres open(PostgresUrl url, Settings settings) {
        PostgresPools pools = PostgresPools.open(url, settings);
        return new Postgres(url.name(), settings, pools, pools.writing(), () -> connect(url));
    }

    static Postgres over(DataSource source, String address, Settings settings) {
        return new Postgres(address, settings, null, source, source::getConnection);
    }

    /** Returns the URL of a connection, without what may be secret. */
    static String address(Connection connection) throws SQLException {
        String url = String.valueOf(connection.getMetaData().getURL());
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    private static Connection connect(PostgresUrl url) throws SQLException {
        Properties properties = new Properties();
        if (url.user() != null) {
            properties.setProperty("user", url.user());
        }
        if (url.password() != null) {
            properties.setProperty("password", url.password());
        }
        properties.setProperty("socketTimeout", LISTENING_TIMEOUT_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(url.jdbc(), properties);
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRES;
    }

    @Override
    public boolean isPersistent() {
        return true;
    }

    @Override
    public int writers() {
        return writers;
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }

    @Override
    public Session begin() throws SQLException {
        Borrowed session = new Borrowed(writing.getConnection());
        if (lent) {
            session.executeFirst(ON_LENT_CONNECTIONS);
        }
        return session;
    }

    @Override
    public boolean readsWithWriter() {
        return false;
    }

    @Override
    public <T extends @Nullable Object> T read(Work<T> work) {
        try {
            Borrowed session = new Borrowed(reading.getConnection());
            try {
                if (lent) {
                    session.execute(
                            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; " + ON_LENT_CONNECTIONS);
                }
                return work.run(session.transaction());
            } finally {
                session.rollback();
            }
        } catch (SQLException e) {
            throw StorageException.refused("The database refused to read: ", e);
        }
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public DataSource applicationConnections() {
        return application;
    }

    @Override
    public void onForeignWake(Consumer<@Nullable String> listener) {
        notifications = new PostgresNotifications(listening, node, listener, clock);
    }

    @Override
    public List<SupervisedThread> threads() {
        return notifications == null ? List.of() : List.of(notifications.thread());
    }

    @Override
    public void close() {
        if (notifications != null) {
            notifications.close();
        }
        // Closing them would wait for a server that may be silent.
        underWay.forEach(connection -> {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                // Broken: it is not waited for either.
            }
        });
        if (pools != null) {
            pools.close();
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private final class Borrowed implements Session {

        private final Connection connection;
        private final boolean autoCommitBefore;
        private final Map<String, PreparedStatement> statements = new HashMap<>();
        private final Transaction transaction;

        Borrowed(Connection connection) throws SQLException {
            this.connection = connection;
            underWay.add(connection);
            this.transaction = new Transaction(connection, Dialect.POSTGRES, statements, origin);
            try {
                this.autoCommitBefore = connection.getAutoCommit();
                if (autoCommitBefore) {
                    connection.setAutoCommit(false);
                }
            } catch (SQLException e) {
                underWay.remove(connection);
                connection.close();
                throw e;
            }
        }

        /** Executes the first statement of a transaction; if it fails, the connection goes back. */
        void executeFirst(String sql) throws SQLException {
            try {
                execute(sql);
            } catch (SQLException | RuntimeException | Error e) {
                rollback();
                throw e;
            }
        }

        void execute(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        @Override
        public Transaction transaction() {
            return transaction;
        }

        @Override
        public void commit() throws SQLException {
            connection.commit();
            release();
        }

        @Override
        public void rollback() {
            try {
                connection.rollback();
            } catch (SQLException e) {
                // Broken: the pool notices when it gets it back.
            }
            release();
        }

        private void release() {
            underWay.remove(connection);
            try (connection) {
                for (PreparedStatement statement : statements.values()) {
                    statement.close();
                }
                if (autoCommitBefore) {
                    connection.setAutoCommit(true);
                }
            } catch (SQLException e) {
                // Broken: the pool has put it away.
            }
        }
    }
}

package dev.connectorkit.storage;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handler of the calls to one connection of the application. A transaction begins with its first statement, takes the write lock
 * then, and is rolled back when it takes too long. One call at a time.
 */
final class SqliteApplicationConnection implements InvocationHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final SqliteLender lender;
    private final WriteLock lock;
    private final Settings settings;
    private final ScheduledExecutorService limits;
    private final boolean sharesConnection;
    private final SqliteConnection physical;
    private final List<Runnable> afterEnd = new ArrayList<>();
    private @Nullable Connection proxy;
    private boolean autoCommit = true;
    private boolean inTransaction;
    private boolean closed;
    private int savepoints;
    private @Nullable String expired;
    private volatile int number;
    private volatile int expiring;
    private @Nullable ScheduledFuture<?> limit;

    SqliteApplicationConnection(
            SqliteLender lender,
            WriteLock lock,
            Settings settings,
            ScheduledExecutorService limits,
            boolean sharesConnection)
            throws SQLException {
        this.lender = lender;
        this.lock = lock;
        this.settings = settings;
        this.limits = limits;
        this.sharesConnection = sharesConnection;
        this.physical = lender.take();
    }

    Connection open(Connection made) {
        this.proxy = made;
        return made;
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        Object[] given = arguments == null ? new Object[0] : arguments;
        synchronized (this) {
            return switch (method.getName()) {
                case "equals" -> self == given[0];
                case "hashCode" -> System.identityHashCode(self);
                case "close" -> {
                    close();
                    yield null;
                }
                case "isClosed" -> closed;
                case "afterEnd" -> {
                    afterEnd.add((Runnable) given[0]);
                    yield null;
                }
                case "rollback" -> {
                    rollback(given);
                    yield null;
                }
                case "unwrap", "isWrapperFor" -> wrapped(self, method, given);
                default -> whileUsable(method, given);
            };
        }
    }

    private @Nullable Object whileUsable(Method method, Object[] given) throws Throwable {
        checkUsable();
        return switch (method.getName()) {
            case "getAutoCommit" -> autoCommit;
            case "setAutoCommit" -> {
                if ((boolean) given[0]) {
                    commit();
                }
                autoCommit = (boolean) given[0];
                yield null;
            }
            case "commit" -> {
                checkManual();
                commit();
                yield null;
            }
            case "setSavepoint" -> savepoint(given.length == 0 ? null : (String) given[0]);
            case "releaseSavepoint" -> {
                physical.execute("RELEASE " + SqliteSavepoint.quoted((Savepoint) given[0]));
                yield null;
            }
            case "setReadOnly" -> null; // a hint, which SQLite takes at opening only
            default -> wrap(call(physical.jdbc(), method, given));
        };
    }

    private @Nullable Object wrapped(Object self, Method method, Object[] given) throws Throwable {
        Class<?> type = (Class<?>) given[0];
        if (type.isInstance(self)) {
            return method.getName().equals("unwrap") ? self : (Object) true;
        }
        return call(physical.jdbc(), method, given);
    }

    private @Nullable Object wrap(@Nullable Object result) {
        if (!(result instanceof Statement statement)) {
            return result;
        }
        Class<?> type = statement instanceof CallableStatement
                ? CallableStatement.class
                : statement instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
        return Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) ->
                        onStatement(self, statement, method, arguments == null ? new Object[0] : arguments));
    }

    private @Nullable Object onStatement(Object self, Statement statement, Method method, Object[] given)
            throws Throwable {
        return switch (method.getName()) {
            case "equals" -> self == given[0];
            case "hashCode" -> System.identityHashCode(self);
            case "getConnection" -> proxy;
            case "close", "cancel", "isClosed" -> call(statement, method, given);
            default -> whileUsable(statement, method, given);
        };
    }

    private synchronized @Nullable Object whileUsable(Statement statement, Method method, Object[] given)
            throws Throwable {
        checkUsable();
        if (!method.getName().startsWith("execute")) {
            return call(statement, method, given);
        }
        if (!autoCommit) {
            begin();
            return call(statement, method, given);
        }
        if (method.getName().equals("executeQuery") && !sharesConnection) {
            return call(statement, method, given);
        }
        lock.acquire(settings.lockTimeout());
        try {
            return call(statement, method, given);
        } finally {
            lock.release();
        }
    }

    private @Nullable Object call(Object target, Method method, Object[] given) throws Throwable {
        try {
            return method.invoke(target, given);
        } catch (InvocationTargetException e) {
            throw inTransaction && expiring == number ? new SQLTimeoutException(tooLong(), e.getCause()) : e.getCause();
        }
    }

    private void begin() throws SQLException {
        if (inTransaction) {
            return;
        }
        lock.acquire(settings.lockTimeout());
        try {
            physical.beginImmediate(lock, settings.lockTimeout());
            int started = number + 1;
            Thread user = Thread.currentThread();
            limit = limits.schedule(
                    () -> expire(started, user), settings.longestTransaction().toMillis(), TimeUnit.MILLISECONDS);
            number = started;
            inTransaction = true;
        } catch (SQLException | RuntimeException | Error e) {
            physical.rollback();
            lock.release();
            throw e;
        }
    }

    private void commit() throws SQLException {
        if (inTransaction) {
            physical.commit();
            end();
        }
    }

    private void rollback(Object[] given) throws SQLException {
        if (given.length == 1) {
            checkUsable();
            physical.execute("ROLLBACK TO " + SqliteSavepoint.quoted((Savepoint) given[0]));
        } else if (inTransaction) {
            physical.rollback();
            end();
        }
    }

    private void end() {
        inTransaction = false;
        if (limit != null) {
            limit.cancel(false);
        }
        lock.release();
        List<Runnable> listeners = List.copyOf(afterEnd);
        afterEnd.clear();
        listeners.forEach(Runnable::run);
    }

    private void close() throws SQLException {
        if (!closed) {
            closed = true;
            rollback(new Object[0]);
            lender.giveBack(physical);
        }
    }

    /** Rolls a transaction back that keeps the write lock from everybody else. */
    private void expire(int started, Thread user) {
        if (number != started) {
            return;
        }
        expiring = started;
        if (!sharesConnection) {
            physical.interrupt();
        }
        synchronized (this) {
            if (inTransaction && number == started) {
                expired = tooLong();
                LOG.warn("{}; thread {}", expired, user.getName());
                if (sharesConnection) {
                    physical.rollback();
                } else {
                    // A rollback would be interrupted too as long as the application has results open.
                    physical.abandon();
                }
                end();
            }
        }
    }

    private String tooLong() {
        return "The transaction was rolled back because it took longer than "
                + settings.longestTransaction().toMillis()
                + " ms: SQLite has one writer at a time, so keep transactions short and do nothing else in them";
    }

    private void checkUsable() throws SQLException {
        String why = expired;
        if (why != null) {
            throw new SQLTimeoutException(why);
        }
        if (closed) {
            throw new SQLException("The connection is closed");
        }
    }

    private void checkManual() throws SQLException {
        if (autoCommit) {
            throw new SQLException("The connection is in auto-commit mode; call setAutoCommit(false)");
        }
    }

    private Savepoint savepoint(@Nullable String name) throws SQLException {
        checkManual();
        begin();
        int number = ++savepoints;
        Savepoint made = new SqliteSavepoint(number, name);
        physical.execute("SAVEPOINT " + SqliteSavepoint.quoted(made));
        return made;
    }
}

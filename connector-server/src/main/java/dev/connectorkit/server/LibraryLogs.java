package dev.connectorkit.server;

import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Passes to SLF4J what Grizzly, Jersey and Hibernate Validator log by java.util.logging, unless the application has set up
 * java.util.logging itself, has no SLF4J provider, or has the one that writes to java.util.logging.
 */
final class LibraryLogs {

    /** Held here, because the JDK holds loggers by weak references only. */
    private static final List<Logger> LIBRARIES =
            List.of(Logger.getLogger("org.glassfish"), Logger.getLogger("org.hibernate.validator"));

    /** Warns of each end of a server. */
    private static final String END_OF_SERVERS = "org.glassfish.grizzly.nio.GracefulShutdownRunner";

    /** Warns of each value of a request that the constructor of a parameter refuses, with a hundred lines. */
    private static final String INJECTION = "org.glassfish.jersey.internal.Errors";

    private static final List<String> UNSUITABLE_PROVIDERS =
            List.of("org.slf4j.helpers.NOPLoggerFactory", "org.slf4j.jul.JDK14LoggerFactory");

    private LibraryLogs() {}

    /** Does nothing the second time. */
    static synchronized void toSlf4j() {
        if (!isJdkDefault()
                || UNSUITABLE_PROVIDERS.contains(
                        LoggerFactory.getILoggerFactory().getClass().getName())) {
            return;
        }
        for (Logger library : LIBRARIES) {
            if (library.getHandlers().length == 0 && library.getUseParentHandlers()) {
                library.addHandler(new Forwarding());
                library.setUseParentHandlers(false);
            }
        }
    }

    /** As the JDK comes: one handler that writes to standard error. */
    private static boolean isJdkDefault() {
        Handler[] root = Logger.getLogger("").getHandlers();
        return System.getProperty("java.util.logging.config.file") == null
                && System.getProperty("java.util.logging.config.class") == null
                && root.length == 1
                && root[0].getClass() == ConsoleHandler.class;
    }

    private static final class Forwarding extends Handler {

        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord entry) {
            String name = entry.getLoggerName();
            String message = formatter.formatMessage(entry);
            Level level = isReported(name, message)
                    ? Level.DEBUG
                    : level(entry.getLevel().intValue());
            LoggerFactory.getLogger(name == null ? "" : name)
                    .atLevel(level)
                    .setCause(entry.getThrown())
                    .log(message);
        }

        /** The end of a server is no warning, and a parameter that cannot be injected is answered and logged as any failure. */
        private static boolean isReported(@Nullable String name, String message) {
            return END_OF_SERVERS.equals(name) || (INJECTION.equals(name) && message.contains("HK2 failure"));
        }

        private static Level level(int jdk) {
            if (jdk >= java.util.logging.Level.SEVERE.intValue()) {
                return Level.ERROR;
            }
            if (jdk >= java.util.logging.Level.WARNING.intValue()) {
                return Level.WARN;
            }
            if (jdk >= java.util.logging.Level.INFO.intValue()) {
                return Level.INFO;
            }
            return jdk >= java.util.logging.Level.FINE.intValue() ? Level.DEBUG : Level.TRACE;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

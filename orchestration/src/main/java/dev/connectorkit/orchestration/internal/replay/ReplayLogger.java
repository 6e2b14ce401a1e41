package dev.connectorkit.orchestration.internal.replay;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;

/** Creates loggers that are silent during replays. */
final class ReplayLogger {

    private ReplayLogger() {}

    static Logger of(Logger logger, BooleanSupplier silent) {
        return (Logger) Proxy.newProxyInstance(
                ReplayLogger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    if (silent.getAsBoolean()) {
                        if (method.getReturnType() == boolean.class) {
                            return false;
                        }
                        if (method.getReturnType() == void.class) {
                            return null;
                        }
                    }
                    try {
                        return method.invoke(logger, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }
}

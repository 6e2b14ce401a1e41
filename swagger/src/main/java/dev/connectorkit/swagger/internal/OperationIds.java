package dev.connectorkit.swagger.internal;

import io.swagger.v3.oas.annotations.Operation;
import java.lang.reflect.Method;

/** The id of an operation: the author's, or the method's name in PascalCase, as designers want it. */
final class OperationIds {

    private OperationIds() {}

    static String of(Method method) {
        Operation operation = method.getAnnotation(Operation.class);
        if (operation != null && !operation.operationId().isBlank()) {
            return operation.operationId();
        }
        String name = method.getName();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}

package dev.connectorkit.swagger.internal;

import dev.connectorkit.annotations.JaxRsAnnotations;
import io.swagger.v3.oas.annotations.Operation;
import java.lang.reflect.Method;

/** Determines the ids of operations: the author's, or the method's name in PascalCase, as designers show it. */
final class OperationIds {

    private OperationIds() {}

    static String of(ResourceMethod method) {
        return of(method.method());
    }

    static String of(Method method) {
        Operation operation = JaxRsAnnotations.of(method).getAnnotation(Operation.class);
        if (operation != null && !operation.operationId().isBlank()) {
            return operation.operationId();
        }
        String name = method.getName();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}

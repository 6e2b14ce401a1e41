package dev.connectorkit.sdk.action;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operation of an action, without its input and result.
 *
 * @param id the id, which authorizes nothing
 * @param action the name of the action
 * @param called whether its end is posted to a callback URL
 * @param percent the reported progress, null if none was reported
 * @param message the reported progress in words, empty if none was reported
 * @param keepUntil the time at which it is removed, null until it has ended
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OperationView(
        String id,
        String action,
        OperationState state,
        boolean called,
        @Nullable Integer percent,
        String message,
        Instant createdAt,
        @Nullable Instant keepUntil) {

    static OperationView of(Operation operation) {
        return new OperationView(
                operation.id(),
                operation.action(),
                operation.state(),
                operation.called(),
                operation.percent(),
                operation.message(),
                operation.createdAt(),
                operation.keepUntil());
    }
}

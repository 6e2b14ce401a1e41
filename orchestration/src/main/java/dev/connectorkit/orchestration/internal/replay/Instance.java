package dev.connectorkit.orchestration.internal.replay;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The part of an instance that does not change.
 *
 * @param id the instance
 * @param name the orchestration
 * @param version its version, null if it has none
 * @param tags its tags
 * @param origin the execution of its first run: distinguishes instances that had the same id one after the other
 * @param parent the orchestration that waits for its end, null if absent
 * @param createdAt the time of its start
 */
public record Instance(
        String id,
        String name,
        @Nullable String version,
        Map<String, String> tags,
        String origin,
        @Nullable Parent parent,
        Instant createdAt) {

    /** Returns an instance without version, tags and parent. */
    public static Instance of(String id, String name, String origin, Instant createdAt) {
        return new Instance(id, name, null, Map.of(), origin, null, createdAt);
    }

    /** Returns the instance of a sub-orchestration. */
    public static Instance child(String id, String name, @Nullable String version, Parent parent, Instant createdAt) {
        String text = parent.execution() + "/child/" + parent.taskId();
        String origin =
                UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
        return new Instance(id, name, version, Map.of(), origin, parent, createdAt);
    }

    /** Returns this instance with another parent. */
    public Instance withParent(Parent other) {
        return new Instance(id, name, version, tags, origin, other, createdAt);
    }

    /**
     * The orchestration that waits for the end of a sub-orchestration.
     *
     * @param instanceId the instance
     * @param execution its run
     * @param taskId the action
     */
    public record Parent(String instanceId, String execution, int taskId) {}
}

package dev.connectorkit.temporal;

import io.temporal.common.converter.RawValue;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The memo of a workflow, which its user interface and its lists show. */
final class Memo {

    static final String STATE = "state";
    static final String VERSION = "version";
    static final String TAGS = "tags";
    static final String INPUT = "input";
    static final String CUSTOM_STATUS = "customStatus";
    static final String CREATED_AT = "createdAt";

    /** An instance runs. */
    static final String RUNNING = "\"Running\"";

    /** An instance is suspended. */
    static final String SUSPENDED = "\"Suspended\"";

    private static final int LONGEST_INPUT = 16_384;

    private Memo() {}

    /** Returns the memo of a new instance. */
    static Map<String, Object> first(
            @Nullable String version, Map<String, String> tags, @Nullable String input, long createdAt) {
        Map<String, Object> memo = new HashMap<>();
        if (version != null) {
            memo.put(VERSION, Wire.object(version));
        }
        if (!tags.isEmpty()) {
            memo.put(TAGS, Wire.object(tags));
        }
        memo.put(CREATED_AT, Wire.object(createdAt));
        putInput(memo, input);
        return memo;
    }

    /** Adds the input, unless it is so long that it is read from the history if somebody asks for it. */
    static void putInput(Map<String, Object> memo, @Nullable String input) {
        memo.put(INPUT, input == null || input.length() <= LONGEST_INPUT ? Wire.raw(input) : Wire.raw(null));
        memo.put("longInput", Wire.object(input != null && input.length() > LONGEST_INPUT));
    }

    /** Returns a memo with one entry. */
    static Map<String, Object> of(String key, @Nullable String json) {
        RawValue value = Wire.raw(json);
        return Map.of(key, value);
    }
}

package dev.connectorkit.designer;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the work on one document: a few definitions that refer to each other twice have more properties than there are atoms. Far
 * above what any published connector needs.
 */
final class Budget {

    /** As many schemas as certification allows in an operation. */
    private static final int OPERATION = 16_384;

    /** The depth to which nested objects and arrays are read. */
    static final int DEPTH = 100;

    private static final long DOCUMENT = 32_000_000;

    private long document = DOCUMENT;
    private int operation = OPERATION;

    void nextOperation() {
        operation = OPERATION;
    }

    /** Takes the share of one value that is this many characters long; false if nothing is left. */
    boolean take(int characters) {
        document -= 64L + characters;
        operation--;
        return isLeft();
    }

    boolean isLeft() {
        return document > 0 && operation > 0;
    }

    /** Returns a copy of a small value; null for one that is not there, or too large or deep to show. */
    @Nullable JsonNode copy(JsonNode value) {
        if (value.isMissingNode()) {
            return null;
        }
        return takeAll(value, 0) ? value.deepCopy() : null;
    }

    private boolean takeAll(JsonNode value, int depth) {
        if (depth > DEPTH || !take(value.isTextual() ? value.textValue().length() : 0)) {
            return false;
        }
        for (JsonNode child : value) {
            if (!takeAll(child, depth + 1)) {
                return false;
            }
        }
        return true;
    }
}

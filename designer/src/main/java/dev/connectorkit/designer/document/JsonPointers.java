package dev.connectorkit.designer.document;

import java.util.List;
import java.util.stream.Stream;

/** Writes and reads the steps of JSON pointers (RFC 6901). */
public final class JsonPointers {

    private JsonPointers() {}

    /** Returns the pointer with one step more. */
    public static String child(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** Returns the names on the way, unescaped; none for the whole document. */
    public static List<String> names(String pointer) {
        return pointer.isEmpty()
                ? List.of()
                : Stream.of(pointer.substring(1).split("/", -1))
                        .map(step -> step.replace("~1", "/").replace("~0", "~"))
                        .toList();
    }
}

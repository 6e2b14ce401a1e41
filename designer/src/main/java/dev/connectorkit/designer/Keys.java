package dev.connectorkit.designer;

import java.util.ArrayList;
import java.util.List;

/** The keys that a designer gives to inputs and outputs: steps separated by dots, so that a dot within a name is escaped. */
final class Keys {

    static final String ITEM = "[*]";

    private Keys() {}

    static String child(String parent, String name) {
        return parent + "." + escape(name);
    }

    static String escape(String name) {
        return name.replace("~", "~0")
                .replace(".", "~1")
                .replace("[", "~2")
                .replace("*", "~3")
                .replace("?", "~4");
    }

    /** Returns the names after {@code body.$}. */
    static List<String> names(String key) {
        List<String> names = new ArrayList<>();
        String[] steps = key.split("\\.", -1);
        for (int i = 2; i < steps.length; i++) {
            names.add(steps[i].replace("~4", "?")
                    .replace("~3", "*")
                    .replace("~2", "[")
                    .replace("~1", ".")
                    .replace("~0", "~"));
        }
        return names;
    }
}

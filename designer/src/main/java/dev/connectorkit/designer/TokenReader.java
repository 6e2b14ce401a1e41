package dev.connectorkit.designer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tokens of one response in the way of the designer's page, which asks its parser for more than the parser gives by
 * default: objects, and arrays within arrays.
 */
final class TokenReader {

    private static final Map<String, String> KNOWN = Map.of(
            "$.body", "Body",
            "$.headers", "Headers",
            "$.queries", "Queries",
            "$.pathparameters", "Path parameters",
            "$.statuscode", "Status code");

    /** The designer's own names for parts of an answer, which it takes for them in any answer. */
    private static final Map<String, String> OWN_NAMES = Map.of(
            "key-body-output", "Body",
            "key-headers-output", "Headers",
            "key-item-output", "Item",
            "key-outputs-output", "Outputs",
            "key-queries-output", "Queries",
            "key-statuscode-output", "Status code",
            "key-pathparameters-output", "Path parameters");

    private final Budget budget;

    private TokenReader(Budget budget) {
        this.budget = budget;
    }

    /**
     * A position within the schema.
     *
     * @param name the last step of the key; null for a response, a header or an item of an array
     * @param visibility the visibility of the schema around it
     */
    private record Position(
            String key,
            @Nullable String name,
            boolean item,
            String titles,
            String summaries,
            String visibility,
            boolean required,
            int depth) {

        Position within(String titles, String summaries, String visibility) {
            return new Position(key, name, item, titles, summaries, visibility, required, depth);
        }
    }

    private record Found(String key, String title, String type, boolean required, String visibility, boolean dynamic) {}

    static List<DesignerToken> read(ResolvedNode response, @Nullable SplitOn splitOn, Budget budget) {
        budget.nextOperation();
        TokenReader reader = new TokenReader(budget);
        Map<String, Found> found = new LinkedHashMap<>();
        reader.schema(response.get("schema"), start("$")).forEach(token -> found.put("body." + token.key(), token));
        response.get("headers")
                .forEachField((name, header) -> reader.schema(header, start(Keys.child("$", name)))
                        .forEach(token -> found.put("header." + token.key(), token)));
        // The designer looks for the list that it splits under one name, whatever the way to it.
        List<String> path = splitOn == null ? List.of() : splitOn.savedPath();
        String split = path.isEmpty() ? "" : Keys.child("body.$", String.join(".", path));
        List<DesignerToken> tokens = new ArrayList<>();
        found.forEach((key, token) -> {
            if (!token.dynamic() && !key.equals(split)) {
                tokens.add(new DesignerToken(key, token.title(), token.type()));
            }
        });
        return tokens;
    }

    private static Position start(String key) {
        return new Position(key, null, false, "", "", "", true, 0);
    }

    private List<Found> schema(ResolvedNode schema, Position at) {
        if (at.depth() > Budget.DEPTH
                || !budget.take(at.key().length() + at.titles().length())) {
            return List.of();
        }
        ResolvedNode type = schema.get("type");
        List<Found> found = new ArrayList<>();
        if (type.json().isArray()) {
            type.elements()
                    .forEach(each ->
                            found.addAll(sorted(typed(schema, each.json().asText(), at))));
        } else {
            found.addAll(typed(schema, type.json().asText(""), at));
        }
        found.removeIf(token -> token.visibility().equalsIgnoreCase("internal"));
        return sorted(found);
    }

    private List<Found> typed(ResolvedNode schema, String type, Position at) {
        return switch (type) {
            case "array" -> array(schema, at, List.of(self(schema, type, at)));
            case "object" -> {
                if (schema.json().has("x-ms-dynamic-schema")) {
                    yield List.of(self(schema, type, at));
                }
                yield object(schema, at);
            }
            case "", "boolean", "integer", "null", "number", "string" ->
                List.of(self(schema, type.isEmpty() ? "any" : type, at));
            default -> List.of(); // the designer knows no other type, and shows nothing
        };
    }

    /** Returns the fields of an object, and the object itself behind them. */
    private List<Found> object(ResolvedNode schema, Position at) {
        List<Found> found = new ArrayList<>();
        if (!isInternal(schema)) {
            Set<String> required = new HashSet<>();
            schema.get("required")
                    .elements()
                    .forEach(name -> required.add(name.json().asText()));
            Position around = at.within(
                    joined(at.titles(), schema.text("title")),
                    joined(at.summaries(), schema.text("x-ms-summary")),
                    visibility(schema, at));
            schema.get("properties").forEachField((name, child) -> {
                boolean needed = at.required() && required.contains(name);
                found.addAll(schema(
                        child,
                        new Position(
                                Keys.child(at.key(), name),
                                name,
                                false,
                                around.titles(),
                                around.summaries(),
                                around.visibility(),
                                needed,
                                at.depth() + 1)));
            });
        }
        found.add(self(schema, "object", at));
        return sorted(found);
    }

    /**
     * Returns the items of an array in front of the array.
     *
     * @param before the array itself; empty for an array within an array, which has its token as the item of the outer one
     */
    private List<Found> array(ResolvedNode schema, Position at, List<Found> before) {
        if (isInternal(schema) || at.depth() > Budget.DEPTH) {
            return before;
        }
        ResolvedNode items = schema.get("items");
        Position item = new Position(
                at.key() + "." + Keys.ITEM,
                null,
                true,
                items.truthy("title") ? at.titles() : joined(at.titles(), schema.text("title")),
                items.truthy("x-ms-summary") ? at.summaries() : joined(at.summaries(), schema.text("x-ms-summary")),
                visibility(schema, at),
                at.required(),
                at.depth() + 1);
        String type = items.text("type");
        List<Found> found = new ArrayList<>();
        if (type.equals("object")) {
            if (items.truthy("x-ms-dynamic-schema")) {
                found.add(self(
                        items,
                        type,
                        new Position(
                                at.key(),
                                null,
                                true,
                                item.titles(),
                                item.summaries(),
                                item.visibility(),
                                at.required(),
                                item.depth())));
            } else {
                found.addAll(object(items, item));
            }
        } else if (type.equals("array")) {
            found.addAll(array(items, item, List.of()));
        }
        found.addAll(before);
        found.add(self(items, type.isEmpty() ? "any" : type, item));
        return found;
    }

    private static Found self(ResolvedNode schema, String type, Position at) {
        String own = schema.text("title").isEmpty() ? schema.text("x-ms-summary") : schema.text("title");
        boolean dynamic = schema.truthy("x-ms-dynamic-schema") || schema.truthy("x-ms-dynamic-properties");
        return new Found(
                at.key(),
                joined(at.titles().isEmpty() ? at.summaries() : at.titles(), own.isEmpty() ? title(schema, at) : own),
                type,
                at.required(),
                visibility(schema, at),
                dynamic);
    }

    private static String title(ResolvedNode schema, Position at) {
        if (at.item()) {
            return "Item";
        }
        String known = at.depth() > 1 ? null : KNOWN.get(at.key().toLowerCase(Locale.ROOT));
        if (known == null && at.key().startsWith("$.x-ms-")) {
            known = words(at.key().substring("$.x-ms-".length()));
        }
        if (known == null && at.name() == null) {
            String description = schema.text("description");
            known = description.isEmpty() ? "Body" : description;
        }
        if (known == null && at.name() != null && at.name().startsWith("key-") && isTop(at)) {
            known = OWN_NAMES.get(String.valueOf(at.name()));
        }
        return known == null ? String.valueOf(at.name()) : known;
    }

    /** Reports whether the position is a field of the answer, or of an item in a list. */
    private static boolean isTop(Position at) {
        String around = at.key().substring(0, at.key().lastIndexOf('.'));
        return around.equals("$") || around.endsWith(Keys.ITEM);
    }

    private static String words(String name) {
        StringBuilder words = new StringBuilder();
        for (String word : name.split("-", -1)) {
            words.append(words.isEmpty() ? "" : " ")
                    .append(word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return words.toString();
    }

    private static List<Found> sorted(List<Found> found) {
        List<Found> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(token -> SchemaProperty.rank(token.required(), token.visibility())));
        return sorted;
    }

    private static String visibility(ResolvedNode schema, Position at) {
        String own = schema.text("x-ms-visibility");
        return own.isEmpty() ? at.visibility() : own;
    }

    private static boolean isInternal(ResolvedNode schema) {
        return schema.text("x-ms-visibility").equalsIgnoreCase("internal");
    }

    private static String joined(String before, String after) {
        return before.isEmpty() || after.isEmpty() ? before + after : before + " " + after;
    }
}

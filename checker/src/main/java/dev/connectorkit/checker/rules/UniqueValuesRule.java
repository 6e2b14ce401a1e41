package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

final class UniqueValuesRule extends BasicRule {

    private static final List<String> LISTS = List.of("schemes", "consumes", "produces", "tags");

    UniqueValuesRule() {
        super(
                "unique-values",
                SeverityByProfile.STRICTER,
                DocPage.VALIDATOR,
                "Lists name each value once, and the document each tag.",
                "Swagger 2.0 makes sets of these lists, so validators refuse a repeated value.",
                "Remove the second one.",
                "ArrayDuplicateValue",
                "TagRedefined");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        checkLists(document.root(), reporter);
        document.operations().forEach(operation -> checkLists(operation.value(), reporter));
        document.schemas().all().forEach(schema -> checkList(schema.get("required"), reporter));
        Set<String> tags = new HashSet<>();
        for (Value tag : document.root().get("tags").children()) {
            if (tag.get("name").node().isTextual() && !tags.add(tag.text("name"))) {
                reporter.report(tag, "The tag \"" + tag.text("name") + "\" is defined twice.");
            }
        }
    }

    private static void checkLists(Value holder, Reporter reporter) {
        LISTS.forEach(key -> checkList(holder.get(key), reporter));
    }

    private static void checkList(Value list, Reporter reporter) {
        Set<String> seen = new HashSet<>();
        for (Value value : list.node().isArray() ? list.children() : List.<Value>of()) {
            if (value.node().isTextual() && !seen.add(value.text())) {
                reporter.report(value, "\"" + list.key() + "\" has " + value.node() + " twice.");
            }
        }
    }
}

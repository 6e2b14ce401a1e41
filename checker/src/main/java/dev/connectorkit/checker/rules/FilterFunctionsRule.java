package dev.connectorkit.checker.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

final class FilterFunctionsRule extends BasicRule {

    private static final Set<String> KNOWN = Set.of(
            "add",
            "and",
            "average",
            "cast",
            "ceiling",
            "concat",
            "contains",
            "countdistinct",
            "date",
            "day",
            "div",
            "endswith",
            "eq",
            "floor",
            "ge",
            "gt",
            "hour",
            "in",
            "indexof",
            "isof",
            "joininner",
            "joinleft",
            "le",
            "length",
            "lt",
            "max",
            "min",
            "minute",
            "mod",
            "month",
            "mul",
            "ne",
            "not",
            "now",
            "null",
            "or",
            "replace",
            "round",
            "second",
            "startswith",
            "sub",
            "substring",
            "substringof",
            "sum",
            "time",
            "tolower",
            "totaloffsetminutes",
            "totalseconds",
            "toupper",
            "trim",
            "year");

    FilterFunctionsRule() {
        super(
                "filter-functions",
                SeverityByProfile.STRICTER,
                DocPage.VALIDATOR,
                "A list of filterFunctions has functions of OData filters, each once, on a property of a response.",
                "It says which filters a table can delegate, so it means nothing elsewhere.",
                "Name functions such as \"eq\" and \"startswith\", or remove the list.",
                "FilterFunctionsPropertyEmpty",
                "FilterFunctionsPropertyHasDuplicates",
                "FilterFunctionsPropertyInInputSchema",
                "FilterFunctionsPropertyInvalidValue");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Set<JsonNode> inputs = Collections.newSetFromMap(new IdentityHashMap<>());
        document.schemas().inputs().forEach(schema -> inputs.add(schema.node()));
        for (Value value : TypedValues.all(document)) {
            for (Value holder : List.of(value, value.get("x-ms-capabilities"))) {
                Value functions = holder.get("filterFunctions");
                if (functions.exists()) {
                    checkList(functions, reporter);
                    if (inputs.contains(value.node()) || value.has("in")) {
                        reporter.report(functions, "filterFunctions is in an input.");
                    }
                }
            }
        }
    }

    private static void checkList(Value functions, Reporter reporter) {
        if (functions.node().isEmpty()) {
            reporter.report(functions, "filterFunctions is empty.");
        }
        Set<JsonNode> seen = new HashSet<>();
        for (Value function : functions.children()) {
            if (!seen.add(function.node())) {
                reporter.report(function, "filterFunctions has " + function.node() + " twice.");
            } else if (!KNOWN.contains(function.text())) {
                reporter.report(
                        function,
                        "There is no filter function " + function.node() + ".",
                        Spelling.fix(function.text(), KNOWN, "Name a function of OData."));
            }
        }
    }
}

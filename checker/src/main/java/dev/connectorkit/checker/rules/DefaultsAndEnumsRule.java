package dev.connectorkit.checker.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

final class DefaultsAndEnumsRule extends BasicRule {

    DefaultsAndEnumsRule() {
        super(
                "defaults-enums",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "Defaults and enums have the type they belong to; an enum names each value once, and x-ms-enum-values names all of them.",
                "The import refuses a default of another type, and people can choose only what the lists name.",
                "Correct the values.",
                "DefaultValueMustMatchType",
                "InvalidEnumValue",
                "InvalidEnumValuesExtensionValue",
                "DuplicateEnumValuesInExtension",
                "MissingEnumValuesDisplayName",
                "EnumMustContainAtLeastOneElement");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        TypedValues.all(document).forEach(holder -> {
            String type = holder.text("type");
            Value fallback = holder.get("default");
            if (fallback.exists() && !JsonTypes.fits(fallback.node(), type)) {
                // No designer sends null, so it does no harm there.
                reporter.report(
                        fallback.node().isNull() ? SeverityByProfile.WARNING : SeverityByProfile.ERROR,
                        fallback,
                        "The default " + fallback.node() + " is not of type " + type + ".",
                        "Correct the default.");
            }
            if (holder.get("enum").exists()) {
                checkEnum(holder.get("enum"), type, reporter);
            }
            if (holder.get("x-ms-enum-values").exists()) {
                checkNames(holder.get("x-ms-enum-values"), holder.get("enum"), reporter);
            }
        });
    }

    private static void checkEnum(Value values, String type, Reporter reporter) {
        if (!values.node().isArray() || values.node().isEmpty()) {
            reporter.report(values, "The enum has no values.");
        }
        Set<JsonNode> seen = new HashSet<>();
        for (Value value : values.children()) {
            if (!seen.add(value.node())) {
                reporter.report(value, "The enum has " + value.node() + " twice.");
            } else if (!JsonTypes.fits(value.node(), type)) {
                reporter.report(
                        SeverityByProfile.WARNING,
                        value,
                        "The enum value " + value.node() + " is not of type " + type + ".");
            }
        }
    }

    private static void checkNames(Value names, Value values, Reporter reporter) {
        Set<JsonNode> open = new LinkedHashSet<>();
        values.children().forEach(value -> open.add(value.node()));
        Set<JsonNode> known = Set.copyOf(open);
        Set<JsonNode> seen = new HashSet<>();
        for (Value name : names.children()) {
            JsonNode value = name.get("value").node();
            open.remove(value);
            if (!seen.add(value)) {
                reporter.report(
                        SeverityByProfile.STRICTER,
                        name,
                        "x-ms-enum-values has " + value + " twice.",
                        "Keep one of the two names.");
            }
            if (values.exists() && !known.contains(value)) {
                reporter.report(name, "x-ms-enum-values has " + value + ", which the enum does not have.");
            }
            if (name.text("displayName").isBlank()) {
                reporter.report(
                        SeverityByProfile.WARNING,
                        name,
                        value + " has no displayName.",
                        "Write what people shall read.");
            }
        }
        if (!open.isEmpty()) {
            reporter.report(
                    SeverityByProfile.WARNING,
                    names,
                    "Designers show the listed values only; missing are " + open + ".",
                    "Add them.");
        }
    }
}

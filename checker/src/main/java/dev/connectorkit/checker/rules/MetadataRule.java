package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

final class MetadataRule extends BasicRule {
    private static final List<String> KEYS = List.of("Website", "Privacy policy", "Categories");
    private static final Set<String> CATEGORIES = Set.of(
            "AI",
            "Business Management",
            "Business Intelligence",
            "Collaboration",
            "Commerce",
            "Communication",
            "Content and Files",
            "Data",
            "Finance",
            "Human Resources",
            "Internet of Things",
            "IT Operations",
            "Lifestyle and Entertainment",
            "Marketing",
            "Productivity",
            "Sales and CRM",
            "Security",
            "Social Media",
            "Website");

    MetadataRule() {
        super(
                "metadata",
                SeverityByProfile.CERTIFICATION_ERROR,
                DocPage.SUBMISSION,
                "x-ms-connector-metadata names the website, the privacy policy and at most two categories.",
                "The catalogue links to these pages, and sorts connectors by category.",
                "Add {\"propertyName\": ..., \"propertyValue\": ...}.",
                "ConnectorMetadataPropertiesMissing",
                "InvalidConnectorCategory",
                "TooManyConnectorCategories");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Value metadata = document.root().get("x-ms-connector-metadata");
        Map<String, Value> given = new HashMap<>();
        for (Value entry : metadata.children()) {
            String key = entry.text("propertyName");
            Optional<String> meant = KEYS.stream().filter(key::equalsIgnoreCase).findFirst();
            if (meant.isPresent() && !meant.get().equals(key)) {
                reporter.report(
                        SeverityByProfile.WARNING,
                        entry.get("propertyName"),
                        "The key \"" + key + "\" is in the wrong case.",
                        "Write \"" + meant.get() + "\".");
            }
            given.put(meant.orElse(key), entry.get("propertyValue"));
        }
        KEYS.stream()
                .filter(key -> !given.containsKey(key))
                .forEach(key -> reporter.report(metadata, "The metadata has no " + key + "."));
        Value categories = given.get("Categories");
        if (categories != null) {
            checkCategories(categories, reporter);
        }
    }

    private static void checkCategories(Value categories, Reporter reporter) {
        List<String> names = List.of(categories.text().split("\\s*;\\s*"));
        if (names.size() > 2) {
            reporter.report(categories, "There are " + names.size() + " categories, and 2 are allowed.", "Keep two.");
        }
        names.stream()
                .filter(name -> !CATEGORIES.contains(name))
                .forEach(name -> reporter.report(
                        categories,
                        "There is no category \"" + name + "\".",
                        Spelling.fix(name, CATEGORIES, "Choose from " + new TreeSet<>(CATEGORIES) + ".")));
    }
}

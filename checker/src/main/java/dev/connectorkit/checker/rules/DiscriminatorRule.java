package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;

final class DiscriminatorRule extends BasicRule {

    DiscriminatorRule() {
        super(
                "discriminator",
                SeverityByProfile.STRICTER,
                DocPage.VALIDATOR,
                "A discriminator names a required property of type string.",
                "It decides between subtypes, so each value must have it.",
                "Name such a property, or remove the discriminator: designers do not read it.",
                "DiscriminatorMustBeARequiredStringProperty");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value schema : document.schemas().all()) {
            Value discriminator = schema.get("discriminator");
            if (!discriminator.node().isTextual()) {
                continue;
            }
            Value property = schema.get("properties").get(discriminator.text()).resolve();
            if (!property.text("type").equals("string")) {
                reporter.report(discriminator, discriminator.node() + " is not a property of type string.");
            } else if (!schema.get("required").texts().contains(discriminator.text())) {
                reporter.report(discriminator, "The property " + discriminator.node() + " is not required.");
            }
        }
    }
}

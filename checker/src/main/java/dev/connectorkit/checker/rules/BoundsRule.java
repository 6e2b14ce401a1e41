package dev.connectorkit.checker.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.List;

final class BoundsRule extends BasicRule {

    private static final List<String> COUNTS = List.of("Length", "Items", "Properties");

    BoundsRule() {
        super(
                "bounds",
                SeverityByProfile.STRICTER,
                DocPage.VALIDATOR,
                "Limits are limits: no count is negative, no minimum is greater than its maximum, and an exclusive limit has a limit.",
                "A schema that no value satisfies, or a keyword without its partner, is refused by validators.",
                "Correct the limit.",
                "ExclusiveMaximumRequiresMaximum",
                "ExclusiveMinimumRequiresMinimum",
                "MaxItemsMustBeGreaterThanOrEqualToZero",
                "MaxLengthMustBeGreaterThanOrEqualToZero",
                "MaxPropertiesMustBeGreaterThanOrEqualToZero",
                "MinItemsMustBeGreaterThanOrEqualToZero",
                "MinLengthMustBeGreaterThanOrEqualToZero",
                "MinPropertiesMustBeGreaterThanOrEqualToZero",
                "MinimumShouldBeLessThanOrEqualToMaximum",
                "MinItemsShouldBeLessThanOrEqualToMaxItems",
                "MinLengthShouldBeLessThanOrEqualToMaxLength",
                "MultipleOfMustBeGreaterThanZero");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value value : TypedValues.all(document)) {
            for (String count : COUNTS) {
                checkCount(value.get("max" + count), reporter);
                checkCount(value.get("min" + count), reporter);
                checkOrder(value, "min" + count, "max" + count, reporter);
            }
            checkOrder(value, "minimum", "maximum", reporter);
            checkPartner(value, "exclusiveMinimum", "minimum", reporter);
            checkPartner(value, "exclusiveMaximum", "maximum", reporter);
            Value multiple = value.get("multipleOf");
            if (multiple.node().isNumber() && multiple.node().decimalValue().signum() <= 0) {
                reporter.report(multiple, "multipleOf is " + multiple.node() + ", which is not greater than 0.");
            }
        }
    }

    private static void checkCount(Value count, Reporter reporter) {
        if (count.node().isNumber() && count.node().decimalValue().signum() < 0) {
            reporter.report(count, count.key() + " is " + count.node() + ", which is less than 0.");
        } else if (count.node().isNumber()
                && count.node().decimalValue().stripTrailingZeros().scale() > 0) {
            reporter.report(count, count.key() + " is " + count.node() + ", which is not a whole number.");
        }
    }

    private static void checkOrder(Value value, String least, String most, Reporter reporter) {
        JsonNode low = value.get(least).node();
        JsonNode high = value.get(most).node();
        if (low.isNumber() && high.isNumber() && low.decimalValue().compareTo(high.decimalValue()) > 0) {
            reporter.report(value.get(least), least + " " + low + " is greater than " + most + " " + high + ".");
        }
    }

    private static void checkPartner(Value value, String exclusive, String limit, Reporter reporter) {
        if (value.has(exclusive) && !value.has(limit)) {
            reporter.report(
                    value.get(exclusive),
                    exclusive + " is without " + limit + ".",
                    "Add " + limit + ", or remove " + exclusive + ".");
        }
    }
}

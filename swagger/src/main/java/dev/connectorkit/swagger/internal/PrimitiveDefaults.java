package dev.connectorkit.swagger.internal;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.Positive;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.util.List;

/** The values of primitives that a request leaves out, which are 0 and false. A constraint that refuses them makes the value required. */
final class PrimitiveDefaults {

    private PrimitiveDefaults() {}

    /** Returns whether a value of this type with these annotations is refused if it is left out. */
    static boolean areRefused(Class<?> type, List<Annotation> annotations) {
        return type.isPrimitive() && type != char.class && annotations.stream().anyMatch(PrimitiveDefaults::refuses);
    }

    private static boolean refuses(Annotation constraint) {
        if (constraint instanceof Positive positive) {
            return isDefault(positive.groups());
        } else if (constraint instanceof Negative negative) {
            return isDefault(negative.groups());
        } else if (constraint instanceof Min min) {
            return min.value() > 0 && isDefault(min.groups());
        } else if (constraint instanceof Max max) {
            return max.value() < 0 && isDefault(max.groups());
        } else if (constraint instanceof DecimalMin min) {
            return isDefault(min.groups()) && isOutside(new BigDecimal(min.value()).signum(), min.inclusive());
        } else if (constraint instanceof DecimalMax max) {
            return isDefault(max.groups()) && isOutside(-new BigDecimal(max.value()).signum(), max.inclusive());
        }
        return constraint instanceof AssertTrue truth && isDefault(truth.groups());
    }

    private static boolean isOutside(int sign, boolean inclusive) {
        return sign > 0 || (sign == 0 && !inclusive);
    }

    /** Returns whether a constraint applies to each request: one with groups of its own does not. */
    private static boolean isDefault(Class<?>[] groups) {
        return groups.length == 0;
    }
}

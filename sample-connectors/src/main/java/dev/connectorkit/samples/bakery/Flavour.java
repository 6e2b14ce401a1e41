package dev.connectorkit.samples.bakery;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** A flavour of the menu. */
@Constraint(validatedBy = Flavour.Validator.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@interface Flavour {

    /** Returns the message for an invalid one. */
    String message() default "must be a flavour of the menu: plum, cheese or poppy";

    /** Returns the validation groups. */
    Class<?>[] groups() default {};

    /** Returns the payload of the constraint. */
    Class<? extends Payload>[] payload() default {};

    /** Looks into the menu. */
    final class Validator implements ConstraintValidator<Flavour, String> {

        @Override
        public boolean isValid(@Nullable String flavour, ConstraintValidatorContext context) {
            return Menu.ITEMS.stream().anyMatch(item -> item.id().equals(flavour));
        }
    }
}

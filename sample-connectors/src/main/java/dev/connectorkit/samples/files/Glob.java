package dev.connectorkit.samples.files;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** A pattern for paths. More stars would let one request match for hours: the JDK's globs try every way to fill them. */
@Constraint(validatedBy = Glob.Validator.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@interface Glob {

    /** Returns the message for an invalid one. */
    String message() default "must be a glob with at most four *, such as *.txt or reports/**/*.csv";

    /** Returns the validation groups. */
    Class<?>[] groups() default {};

    /** Returns the payload of the constraint. */
    Class<? extends Payload>[] payload() default {};

    /** Tries it. */
    final class Validator implements ConstraintValidator<Glob, String> {

        private static final int MOST_STARS = 4;

        @Override
        public boolean isValid(@Nullable String pattern, ConstraintValidatorContext context) {
            if (pattern == null) {
                return true;
            }
            try {
                WatchedFolder.matcher(pattern);
                return pattern.chars().filter(c -> c == '*').count() <= MOST_STARS;
            } catch (PatternSyntaxException e) {
                return false;
            }
        }
    }
}

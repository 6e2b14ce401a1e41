package dev.connectorkit.sdk.webhook;

import dev.connectorkit.callbacks.FilterValidator;
import dev.connectorkit.http.Violations;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.http.problem.ProblemException;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.util.List;

/** Applies Bean Validation to filters: the body they arrive in is generic, and its validation would not reach them. */
public final class BeanValidation implements FilterValidator {

    private final Validator validator;

    /** Creates a validator with the default configuration of Bean Validation. */
    public BeanValidation() {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            validator = factory.getValidator();
        }
    }

    @Override
    public void validate(Object filter, String path) {
        List<Problem.FieldError> errors = Violations.fields(validator.validate(filter), path);
        if (!errors.isEmpty()) {
            throw new ProblemException(400, Violations.detail(errors), errors.toArray(new Problem.FieldError[0]));
        }
    }
}

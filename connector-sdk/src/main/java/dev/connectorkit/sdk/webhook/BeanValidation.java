package dev.connectorkit.sdk.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.FilterValidator;
import dev.connectorkit.http.ConstraintTypes;
import dev.connectorkit.http.Violations;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.swagger.InvalidConnectorException;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Applies Bean Validation to filters: the body they arrive in is generic, and its validation would not reach them. */
public final class BeanValidation implements FilterValidator {

    private final FutureTask<Validator> validator = new FutureTask<>(BeanValidation::create);
    private final Violations violations;
    private final ObjectMapper mapper;

    /**
     * Creates a validator with the default configuration of Bean Validation, on another thread: that takes a while.
     *
     * @param mapper reads the filters
     */
    public BeanValidation(ObjectMapper mapper) {
        this.mapper = mapper;
        violations = new Violations(mapper);
        Thread thread = new Thread(validator, "connector-validation");
        thread.setDaemon(true);
        thread.start();
    }

    private static Validator create() {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            return factory.getValidator();
        }
    }

    /**
     * Waits until the validator is there, and checks the filters of these events.
     *
     * @throws jakarta.validation.ValidationException if the configuration of Bean Validation is invalid
     * @throws InvalidConnectorException if a filter has a constraint that has no validator for its type
     */
    public BeanValidation ready(List<Callbacks<?, ?>> events) {
        ConstraintTypes filters = new ConstraintTypes(validator()::getConstraintsForClass, mapper);
        events.forEach(event -> filters.check(event.filterType()));
        if (!filters.problems().isEmpty()) {
            throw new InvalidConnectorException(filters.problems());
        }
        return this;
    }

    private Validator validator() {
        try {
            return validator.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            throw new IllegalStateException("Bean Validation cannot be used", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Bean Validation starts", e);
        }
    }

    @Override
    public void validate(Object filter, String path) {
        List<Problem.FieldError> errors = violations.fields(validator().validate(filter), path);
        if (!errors.isEmpty()) {
            throw new ProblemException(400, Violations.detail(errors), errors.toArray(new Problem.FieldError[0]));
        }
    }
}

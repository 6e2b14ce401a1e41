package dev.connectorkit.http;

import dev.connectorkit.annotations.JaxRsAnnotations;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.executable.ExecutableValidator;
import jakarta.validation.metadata.BeanDescriptor;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.ext.ContextResolver;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.glassfish.jersey.innate.inject.Bindings;
import org.glassfish.jersey.innate.inject.InternalBinder;
import org.glassfish.jersey.internal.inject.InjectionManager;
import org.glassfish.jersey.internal.inject.ServiceHolder;
import org.glassfish.jersey.server.internal.inject.ConfiguredValidator;
import org.glassfish.jersey.server.model.Invocable;
import org.glassfish.jersey.server.spi.ValidationInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out Bean Validation of resources without constraints, and starts it at the first call of one that has some. For applications
 * none of whose registered resources has constraints: a provider of Bean Validation takes a tenth of their start. Thread-safe.
 */
final class LateValidation implements ConfiguredValidator {

    private static final int BEFORE_JERSEY = 10;

    private final InjectionManager injection;
    private volatile boolean started;
    private volatile @Nullable ConfiguredValidator validator;

    private LateValidation(InjectionManager injection) {
        this.injection = injection;
    }

    /**
     * Returns a binder that puts it in the place of Jersey's validation; empty if a registered component has constraints, or the
     * application configures or intercepts the validation, so that it has to start with the application.
     */
    static Optional<InternalBinder> binder(Configuration application, InjectionManager injection) {
        boolean needed = Stream.concat(
                                application.getClasses().stream(),
                                application.getInstances().stream().map(Object::getClass))
                        .anyMatch(type -> isConfiguration(type) || (isResource(type) && Constraints.in(type)))
                || LateValidation.class.getResource("/META-INF/validation.xml") != null;
        return needed ? Optional.empty() : Optional.of(new Binder(new LateValidation(injection)));
    }

    private static boolean isConfiguration(Class<?> type) {
        return ValidationInterceptor.class.isAssignableFrom(type)
                || (ContextResolver.class.isAssignableFrom(type) && type != MapperResolver.class);
    }

    private static boolean isResource(Class<?> type) {
        return JaxRsAnnotations.of(type).isAnnotationPresent(Path.class);
    }

    @Override
    public void validateResourceAndInputParams(Object resource, Invocable method, Object[] arguments) {
        if (Constraints.in(resource.getClass())) {
            jersey().ifPresent(validator -> validator.validateResourceAndInputParams(resource, method, arguments));
        }
    }

    @Override
    public void validateResult(Object resource, Invocable method, Object result) {
        if (Constraints.in(resource.getClass())) {
            jersey().ifPresent(validator -> validator.validateResult(resource, method, result));
        }
    }

    /** Returns Jersey's validation; empty if the application has no provider of Bean Validation. */
    private Optional<ConfiguredValidator> jersey() {
        if (!started) {
            validator = injection.getAllServiceHolders(ConfiguredValidator.class).stream()
                    .map(ServiceHolder::getInstance)
                    .filter(instance -> !(instance instanceof LateValidation))
                    .findFirst()
                    .orElse(null);
            started = true;
        }
        return Optional.ofNullable(validator);
    }

    private ConfiguredValidator required() {
        return jersey().orElseThrow(() -> new IllegalStateException("There is no provider of Bean Validation"));
    }

    @Override
    public <T> Set<ConstraintViolation<T>> validate(T object, Class<?>... groups) {
        return required().validate(object, groups);
    }

    @Override
    public <T> Set<ConstraintViolation<T>> validateProperty(T object, String property, Class<?>... groups) {
        return required().validateProperty(object, property, groups);
    }

    @Override
    public <T> Set<ConstraintViolation<T>> validateValue(
            Class<T> type, String property, @Nullable Object value, Class<?>... groups) {
        return required().validateValue(type, property, value, groups);
    }

    @Override
    public BeanDescriptor getConstraintsForClass(Class<?> type) {
        return required().getConstraintsForClass(type);
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return required().unwrap(type);
    }

    @Override
    public ExecutableValidator forExecutables() {
        return required().forExecutables();
    }

    private static final class Binder extends InternalBinder {

        private final LateValidation validation;

        Binder(LateValidation validation) {
            this.validation = validation;
        }

        @Override
        protected void configure() {
            bind(Bindings.service(validation).to(ConfiguredValidator.class).ranked(BEFORE_JERSEY));
        }
    }
}

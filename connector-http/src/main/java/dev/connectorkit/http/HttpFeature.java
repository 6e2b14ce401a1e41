package dev.connectorkit.http;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import org.glassfish.jersey.InjectionManagerProvider;
import org.glassfish.jersey.internal.inject.InjectionManager;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ServerProperties;

/** Adds JSON, problem documents, limits, links and the request log to an application. */
public final class HttpFeature implements Feature {

    private final HttpSettings settings;
    private final ProblemMapper problems;

    /** Creates the feature; {@code problems} writes problem documents, for mappers of other packages too. */
    public HttpFeature(HttpSettings settings, ProblemMapper problems) {
        this.settings = settings;
        this.problems = problems;
    }

    @Override
    public boolean configure(FeatureContext application) {
        if (!application.getConfiguration().isRegistered(JacksonFeature.class)) {
            application.register(JacksonFeature.withoutExceptionMappers());
        }
        InjectionManager injection = InjectionManagerProvider.getInjectionManager(application);
        LateValidation.binder(application.getConfiguration(), injection).ifPresent(application::register);
        application
                .property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true)
                .register(new MapperResolver(settings.mapper(), settings.maxRequestBytes()))
                .register(new RequestLogFilter())
                .register(new UnmappedFailures(problems, settings.mapper()))
                .register(new PlainPathFilter())
                .register(new MediaTypeFilter())
                .register(new HeadMethodFilter())
                .register(new AnswerInterceptor())
                .register(new Characters(settings.mapper()))
                .register(new BodyLimitFilter(settings.maxRequestBytes()))
                .register(new TimeParameters())
                .register(new EnumParameters())
                .register(new BooleanParameters())
                .register(new NumberParameters())
                .register(new ListParameters())
                .register(new JsonErrorInterceptor(settings.mapper()))
                .register(new AbsentBody(settings.mapper()))
                .register(problems)
                .register(new FailedMapping(problems))
                .register(new JacksonErrorMapper.Mapping(problems))
                .register(new JacksonErrorMapper.Parsing(problems))
                .register(new ValidationErrorMapper(problems))
                .register(new ConstraintViolationMapper(problems))
                .register(new PublicUrlFilter(settings.publicUrl(), settings.trustForwarded()))
                .register(new BodyTypeCheck(injection, settings.mapper()))
                .register(new MethodTimeout(settings.timeLimit()));
        if (!settings.corsOrigins().isEmpty()) {
            application.register(new CorsFilter(settings.corsOrigins()));
        }
        return true;
    }
}

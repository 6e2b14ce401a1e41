package dev.connectorkit.spring;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jersey.autoconfigure.JerseyProperties;

/** Starts Jersey with the web server and not with the first request, so that resources that cannot work fail the start. */
final class EagerJersey implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof JerseyProperties jersey && jersey.getServlet().getLoadOnStartup() < 0) {
            jersey.getServlet().setLoadOnStartup(0);
        }
        return bean;
    }
}

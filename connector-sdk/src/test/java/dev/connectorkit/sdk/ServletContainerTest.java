package dev.connectorkit.sdk;

import java.io.File;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The feature in a servlet container: Jersey in Tomcat, under a context path. */
class ServletContainerTest extends ContainerContract {

    private final Tomcat tomcat = new Tomcat();

    @BeforeEach
    void start(@TempDir Path folder) throws LifecycleException {
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("/app", new File(".").getAbsolutePath());
        ResourceConfig application = new ResourceConfig().register(shop()).register(new ConnectorFeature(runtime));
        var servlet = Tomcat.addServlet(context, "connector", new ServletContainer(application));
        servlet.setLoadOnStartup(1);
        servlet.setAsyncSupported(true);
        context.addServletMappingDecoded("/*", "connector");
        tomcat.getConnector();
        tomcat.start();
    }

    @AfterEach
    void stop() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    @Override
    String base() {
        return "http://localhost:" + tomcat.getConnector().getLocalPort() + "/app/";
    }
}

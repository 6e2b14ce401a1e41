package dev.connectorkit.server;

import dev.connectorkit.http.PageFiles;
import dev.connectorkit.http.auth.WithoutCredentials;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.Set;

/**
 * The connector's own page at the root, which shows the document as a designer does, and Swagger UI, from its webjar, below it. Their links are
 * relative, so that they work behind any path prefix.
 */
@Path("/")
@Hidden
@WithoutCredentials
public final class UiResource {

    private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/";
    private static final String POM = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private final PageFiles home =
            new PageFiles(UiResource.class, "home/", Set.of("home.css", "home.js", "operations.js"));
    private final PageFiles swaggerUi =
            new PageFiles(UiResource.class, "swagger-ui/", Set.of("index.html", "start.js"));
    private final PageFiles webjar = new PageFiles(
            UiResource.class,
            WEBJAR + version() + "/",
            Set.of("swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-standalone-preset.js", "favicon-32x32.png"));

    /** Returns the connector's page. */
    @GET
    public Response home() {
        return home.page("index.html");
    }

    /** Returns a file of the connector's page. */
    @GET
    @Path("home/{file}")
    public Response homeFile(@PathParam("file") String file) {
        return home.file(file);
    }

    /** Returns the page of Swagger UI. */
    @GET
    @Path("swagger-ui/")
    public Response swaggerUi() {
        return swaggerUi.file("index.html"); // without the policy of our own pages, which Swagger UI does not keep
    }

    /** Returns a file that Swagger UI needs, and no other of the webjar. */
    @GET
    @Path("swagger-ui/{file}")
    public Response swaggerUiFile(@PathParam("file") String file) {
        return file.equals("start.js") ? swaggerUi.file(file) : webjar.file(file);
    }

    /** Adds the pages to an application; as a feature, they are not taken for resources of the author's. */
    static boolean registerIn(FeatureContext application) {
        application.register(new UiResource());
        return true;
    }

    private static String version() {
        try (InputStream pom = UiResource.class.getResourceAsStream(POM)) {
            if (pom == null) {
                throw new IOException("Not on the class path: " + POM);
            }
            Properties properties = new Properties();
            properties.load(pom);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

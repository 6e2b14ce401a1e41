package dev.connectorkit.sdk.admin;

import dev.connectorkit.http.PageFiles;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.regex.Pattern;

/** Serves the operator's console: a page that asks for the key and uses the operator's API. It holds nothing of the connector. */
@Path("/")
public final class ConsoleResource {

    /** The paths that are open without the key. */
    static final Pattern OPEN = Pattern.compile("/?(console/[a-z.]+)?");

    private static final PageFiles FILES = new PageFiles(
            ConsoleResource.class,
            "console/",
            Set.of("console.css", "console.js", "parts.js", "overview.js", "callbacks.js", "work.js", "history.js"));

    ConsoleResource() {}

    /** Returns the page. */
    @GET
    public Response page() {
        return FILES.page("index.html");
    }

    /** Returns a file of the page. */
    @GET
    @Path("console/{file}")
    public Response file(@PathParam("file") String file) {
        return FILES.file(file);
    }
}

package dev.connectorkit.server;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.concurrent.atomic.AtomicInteger;

/** A resource that only callers with credentials may reach, by any way; it counts who does. */
@Path("/vault")
@Produces(MediaType.APPLICATION_JSON)
public class Vault {

    public record Seen(String name, String scheme, boolean secure, boolean reader, boolean writer) {}

    public record Note(String text) {}

    /** Behind a locator. */
    public static class Drawer {
        @GET
        @Produces(MediaType.APPLICATION_JSON)
        public Note note() {
            return new Note("drawer");
        }
    }

    final AtomicInteger reached = new AtomicInteger();

    @GET
    public Seen who(@Context SecurityContext security) {
        reached.incrementAndGet();
        return new Seen(
                security.getUserPrincipal().getName(),
                security.getAuthenticationScheme(),
                security.isSecure(),
                security.isUserInRole("orders.read"),
                security.isUserInRole("orders.write"));
    }

    @POST
    public Note echo(Note note) {
        reached.incrementAndGet();
        return note;
    }

    @OPTIONS
    @Path("options")
    public Note options() {
        reached.incrementAndGet();
        return new Note("options");
    }

    @Path("drawer")
    public Drawer drawer() {
        reached.incrementAndGet();
        return new Drawer();
    }
}

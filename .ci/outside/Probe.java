import jakarta.inject.Inject;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.nio.file.Files;
import org.glassfish.jersey.inject.hk2.AbstractBinder;

/** A resource that the outside projects add to the connector of README.md: constraints, an injected value, a slow method. */
@Path("/probe")
public class Probe {

    /** Injected by {@link Binding}. */
    public record Greeting(String text) {}

    @Inject
    private Greeting greeting;

    @GET
    @Path("greeting")
    public String greeting(@QueryParam("name") @Size(max = 5) String name) {
        return greeting.text() + " " + name;
    }

    /** The message of this constraint is an expression, which takes an implementation of Jakarta EL. */
    @GET
    @Path("price")
    public String price(@QueryParam("price") @DecimalMax(value = "9.50", inclusive = false) double price) {
        return "" + price;
    }

    @GET
    @Path("slow")
    public String slow() throws Exception {
        Files.createFile(java.nio.file.Path.of(System.getProperty("probe.entered")));
        Thread.sleep(2000);
        return "answered";
    }

    /** Extends what an author extends. */
    public static class Binding extends AbstractBinder {
        @Override
        protected void configure() {
            bind(new Greeting("hello")).to(Greeting.class);
        }
    }
}

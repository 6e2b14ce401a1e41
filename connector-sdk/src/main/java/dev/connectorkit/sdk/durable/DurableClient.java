package dev.connectorkit.sdk.durable;

import dev.connectorkit.annotations.Outcome;
import dev.connectorkit.orchestration.InstanceNotFoundException;
import dev.connectorkit.orchestration.OrchestrationClient;
import jakarta.inject.Provider;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import org.glassfish.jersey.server.ContainerRequest;

/**
 * Lets an author's own endpoint start an orchestration and answer as the management API does. Jersey passes it in:
 *
 * <pre>{@code
 * @POST
 * @Path("orders/{number}/approval")
 * public Response approve(@PathParam("number") String number, @Context DurableClient durable) {
 *     String id = durable.orchestrations().start("ApproveOrder", number);
 *     return durable.createCheckStatusResponse(id);
 * }
 * }</pre>
 *
 * <p>Links lead to the management API and begin with the public URL of the connector, so the methods that create them throw an
 * {@link IllegalStateException} outside of a request, and where the management API is off. Documents describe the 202 of a method
 * that takes one as a parameter and returns a {@code Response}, unless it declares a success by annotations. Thread-safe.
 */
@Outcome(accepted = true)
public final class DurableClient {

    private final OrchestrationClient client;
    private final CheckStatusResponses answers;
    private final Provider<ContainerRequest> request;
    private final boolean managementApi;

    DurableClient(
            OrchestrationClient client,
            CheckStatusResponses answers,
            Provider<ContainerRequest> request,
            boolean managementApi) {
        this.client = client;
        this.answers = answers;
        this.request = request;
        this.managementApi = managementApi;
    }

    /** Starts and steers instances. */
    public OrchestrationClient orchestrations() {
        return client;
    }

    /** Returns the links of an instance. */
    public HttpManagementPayload createHttpManagementPayload(String instanceId) {
        return answers.links(instanceId, base());
    }

    /**
     * Returns a 202 with the links of an instance; Location and Retry-After say where to check its status, and when.
     *
     * @param instanceId an instance; it need not be known yet
     */
    public Response createCheckStatusResponse(String instanceId) {
        return createCheckStatusResponse(instanceId, false);
    }

    /**
     * Returns the 202 of {@link #createCheckStatusResponse(String)}.
     *
     * @param returnInternalServerErrorOnFailure whether that status is a 500 if the instance fails
     */
    public Response createCheckStatusResponse(String instanceId, boolean returnInternalServerErrorOnFailure) {
        return answers.checkStatus(instanceId, base(), returnInternalServerErrorOnFailure);
    }

    /**
     * Waits for an instance on the caller's thread: a 200 with its output if it completes in time; if it fails or is terminated,
     * the answer to a question for its status; else as {@link #createCheckStatusResponse(String)}.
     *
     * @param timeout how long to wait
     * @param retryInterval how long a client that had to look for itself would wait between two looks, no longer than the timeout;
     *     the answer does not wait for it
     * @throws IllegalArgumentException if the interval is longer than the timeout
     * @throws InstanceNotFoundException if the instance is not known
     */
    public Response waitForCompletionOrCreateCheckStatusResponse(
            String instanceId, Duration timeout, Duration retryInterval) {
        if (retryInterval.compareTo(timeout) > 0) {
            throw new IllegalArgumentException(
                    "The retry interval of " + retryInterval + " must be no longer than the timeout of " + timeout);
        }
        return answers.waitOrCheckStatus(instanceId, base(), timeout);
    }

    private URI base() {
        if (!managementApi) {
            throw new IllegalStateException(
                    "The links of instances lead to the management API, which is off; turn it on with"
                            + " OrchestrationOptions.Builder.managementApi()");
        }
        ContainerRequest current;
        try {
            current = request.get();
        } catch (RuntimeException e) { // the injection's own, of no common class
            throw new IllegalStateException("Links can be made only while a request is served, on its thread", e);
        }
        return current.getUriInfo().getBaseUri();
    }
}

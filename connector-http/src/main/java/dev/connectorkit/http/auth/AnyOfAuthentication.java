package dev.connectorkit.http.auth;

import dev.connectorkit.swagger.Security;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Accepts callers with the credentials of any of several authentications. */
final class AnyOfAuthentication extends Authentication {

    private final List<Authentication> all;

    AnyOfAuthentication(List<Authentication> all) {
        this.all = List.copyOf(all);
    }

    /** A document has one security; designers show that of the first. */
    @Override
    public Security security() {
        return all.get(0).security();
    }

    @Override
    public Optional<TokenAccess> tokens() {
        return all.stream().flatMap(each -> each.tokens().stream()).findFirst();
    }

    @Override
    Authenticator authenticator(Clock clock) {
        List<Authenticator> authenticators =
                all.stream().map(each -> each.authenticator(clock)).toList();
        return request -> authenticate(authenticators, request);
    }

    /** A refusal that says more than 401, such as a missing role or an issuer out of reach, is the answer if none accepts. */
    private static CallerPrincipal authenticate(List<Authenticator> authenticators, ContainerRequestContext request) {
        List<Object> challenges = new ArrayList<>();
        List<String> details = new ArrayList<>();
        WebApplicationException stronger = null;
        for (Authenticator each : authenticators) {
            try {
                return each.authenticate(request);
            } catch (NotAuthorizedException e) {
                challenges.addAll(e.getChallenges());
                details.add(String.valueOf(e.getMessage()));
            } catch (WebApplicationException e) {
                stronger = stronger == null || e instanceof ClientErrorException ? e : stronger;
            }
        }
        if (stronger != null) {
            throw stronger;
        }
        Response.ResponseBuilder response = Response.status(401);
        challenges.forEach(challenge -> response.header(HttpHeaders.WWW_AUTHENTICATE, challenge));
        throw new NotAuthorizedException("One of these is required. " + String.join(" ", details), response.build());
    }
}

package dev.connectorkit.checker.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sign-in of a connector at Microsoft Entra ID, which has an identity provider of its own, {@code aad}.
 *
 * @param login the login host, as a URL
 * @param tenant the directory id, or a name for several directories
 * @param resource the application that tokens are for
 * @see <a href="https://learn.microsoft.com/connectors/custom-connectors/azure-active-directory-authentication">Create a custom connector
 *     with Microsoft Entra ID</a>
 */
record EntraId(String login, String tenant, String resource) {

    private static final Pattern SIGN_IN =
            Pattern.compile("(https://login\\.microsoftonline\\.com)/([^/?#]+)/oauth2/(?:v2\\.0/)?authorize");
    private static final Pattern SCOPE = Pattern.compile("([a-z][a-z0-9+.-]*://.+)/[^/]+");

    /** Returns the sign-in that an OAuth 2.0 definition describes; empty for other providers, and for scopes of no or of several applications. */
    static Optional<EntraId> of(JsonNode definition) {
        Matcher signIn = SIGN_IN.matcher(definition.path("authorizationUrl").asText());
        Set<String> resources = new HashSet<>();
        Iterator<String> scopes = definition.path("scopes").fieldNames();
        while (scopes.hasNext()) {
            Matcher scope = SCOPE.matcher(scopes.next());
            if (scope.matches()) {
                resources.add(scope.group(1));
            }
        }
        return signIn.matches() && resources.size() == 1
                ? Optional.of(new EntraId(
                        signIn.group(1), signIn.group(2), resources.iterator().next()))
                : Optional.empty();
    }

    /** Writes the identity provider and its parameters into the OAuth settings of a connection. */
    void write(ObjectNode settings) {
        settings.put("identityProvider", "aad");
        settings.withObject("/properties").put("AzureActiveDirectoryResourceId", resource);
        ObjectNode custom = settings.withObject("/customParameters");
        custom.putObject("loginUri").put("value", login);
        custom.putObject("tenantId").put("value", tenant);
        custom.putObject("resourceUri").put("value", resource);
    }
}

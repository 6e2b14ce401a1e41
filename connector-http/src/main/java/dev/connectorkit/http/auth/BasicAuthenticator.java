package dev.connectorkit.http.auth;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.SecurityContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * User name and password.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7617">RFC 7617, The 'Basic' HTTP Authentication Scheme</a>
 */
final class BasicAuthenticator implements Authenticator {

    private final BiPredicate<String, char[]> verifier;

    /** @param verifier whether this is the password of this user */
    public BasicAuthenticator(BiPredicate<String, char[]> verifier) {
        this.verifier = verifier;
    }

    @Override
    public CallerPrincipal authenticate(ContainerRequestContext request) {
        String pair = decoded(Credentials.of(request, "Basic"));
        int colon = pair.indexOf(':'); // a name has none, a password may
        if (colon > 0) {
            String user = pair.substring(0, colon);
            if (verifier.test(user, pair.substring(colon + 1).toCharArray())) {
                return new CallerPrincipal(user, SecurityContext.BASIC_AUTH, Set.of());
            }
        }
        throw Credentials.refuse(
                "Basic " + REALM + ", charset=\"UTF-8\"",
                "The header Authorization must carry the name and password of a user of this connector, once, as Basic"
                        + " authentication in UTF-8.");
    }

    /** Returns name, colon, password; empty if the header does not carry them. */
    private static String decoded(@Nullable String base64) {
        if (base64 == null) {
            return "";
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            String pair = StandardCharsets.UTF_8
                    .newDecoder() // refuses what is no UTF-8, where a String would take it
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return pair.chars().anyMatch(Character::isISOControl) ? "" : pair;
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return "";
        }
    }
}

package dev.connectorkit.sdk.poll;

import dev.connectorkit.sdk.http.Json;
import dev.connectorkit.swagger.ConnectorCheck;
import java.time.Clock;
import java.util.List;

/** Checks the types of trigger states; a service that the server, the Maven plugin and the command line load. */
public final class PollStateCheck implements ConnectorCheck {

    @Override
    public List<String> problems(List<Class<?>> resources) {
        return new PollFeature(new byte[32], new Json().mapper(), Clock.systemUTC()).problems(resources);
    }
}

package dev.connectorkit.sdk.poll;

import dev.connectorkit.callbacks.metrics.MeterGroup;
import dev.connectorkit.http.ConnectorJson;
import dev.connectorkit.swagger.ConnectorCheck;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import java.util.List;

/** Checks the types of trigger states; a service that the server, the Maven plugin and the command line load. */
public final class PollStateCheck implements ConnectorCheck {

    @Override
    public List<String> problems(List<Class<?>> resources) {
        return new PollFeature(
                        List.of(new byte[32]),
                        ConnectorJson.mapper(),
                        Clock.systemUTC(),
                        new MeterGroup(new CompositeMeterRegistry()))
                .problems(resources);
    }
}

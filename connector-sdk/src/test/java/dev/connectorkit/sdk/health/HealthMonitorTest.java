package dev.connectorkit.sdk.health;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthMonitorTest {

    @ParameterizedTest
    @ValueSource(strings = {"callbacks", "orchestrations"})
    void aPartThatIsDownIsNamedAndTheProcessStaysLive(String down) {
        AtomicBoolean up = new AtomicBoolean(true);
        HealthMonitor monitor = new HealthMonitor();
        monitor.start(null, Map.of(down, up::get, "another", () -> true));
        HealthResource resource = new HealthResource(monitor);
        assertThat(resource.ready().getStatus()).isEqualTo(200);
        up.set(false);
        Response ready = resource.ready();
        assertThat(ready.getStatus()).isEqualTo(503);
        assertThat(ready.getEntity().toString()).contains("\"" + down + "\":\"DOWN\"", "\"another\":\"UP\"");
        assertThat(resource.live().getStatus()).isEqualTo(200);
        up.set(true);
        assertThat(resource.ready().getStatus()).isEqualTo(200);
    }
}

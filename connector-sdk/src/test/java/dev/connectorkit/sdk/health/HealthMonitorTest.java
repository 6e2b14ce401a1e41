package dev.connectorkit.sdk.health;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(HealthAnswer.ready(monitor.health()).status()).isEqualTo(200);
        up.set(false);
        HealthAnswer ready = HealthAnswer.ready(monitor.health());
        assertThat(ready.status()).isEqualTo(503);
        assertThat(ready.body()).contains("\"" + down + "\":\"DOWN\"", "\"another\":\"UP\"");
        assertThat(HealthAnswer.live(monitor.liveness()).status()).isEqualTo(200);
        up.set(true);
        assertThat(HealthAnswer.ready(monitor.health()).status()).isEqualTo(200);
    }
}

package dev.connectorkit.orchestration.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthTest {

    private final Health health = new Health();

    @Test
    void isNotReadyWhileAPartFails() {
        health.fails("lease", "The lease could not be renewed");
        assertThat(health.now().ready()).isFalse();
        health.works("lease");
        assertThat(health.now().ready()).isTrue();
    }

    @Test
    void aProblemThatIsOverIsReportedAndLeavesTheEngineReady() {
        health.happened("A thread was restarted");
        assertThat(health.now().ready()).isTrue();
        assertThat(health.now().problems()).containsExactly("A thread was restarted");
    }
}

package dev.connectorkit.workbench.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.test.WorkflowEngine;
import dev.connectorkit.workbench.drills.Toy.Flaw;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each drill has a connector that fails it, in virtual time. */
class DrillsTest {

    private static DrillReport run(Flaw flaw, Set<Drill> drills) throws IOException {
        try (Toy toy = new Toy(flaw);
                WorkflowEngine engine = toy.engine()) {
            DrillReport report = Drills.builder(engine, toy.faults())
                    .drills(drills)
                    .fire(toy::fire)
                    .restart(toy::restart)
                    .build()
                    .run();
            assertThat(toy.faults().injected()).isEmpty();
            return report;
        }
    }

    @Test
    void a_sound_connector_has_the_whole_score() throws Exception {
        DrillReport report = run(Flaw.NONE, EnumSet.allOf(Drill.class));
        assertThat(report.results())
                .as(report.toText())
                .extracting(DrillResult::drill)
                .containsExactly(Drill.values());
        assertThat(report.results())
                .as(report.toText())
                .allSatisfy(result -> assertThat(result.score()).isEqualTo(100));
        assertThat(report.score()).isEqualTo(100);
        assertThat(report.exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONSUMES_ITEMS | lost-answer | Every item is found",
                "PASSES_ITEMS_BY | late-item | Every item is found",
                "WHOLE_SECONDS | equal-timestamps | Every item is found",
                "NO_DEDUPLICATION | double-subscribe | One event gives one callback, though the subscription came twice",
                "GIVES_UP | callback-outage | Every event is delivered after the outage",
                "FORGETS_STATES | restart-in-mid-poll | The Location of before is still valid",
                "STORMS | retry-storm | A callback that is refused is not tried all the time",
                "STORMS | callback-outage | Few attempts are made during the outage",
                "IGNORES_RETRY_AFTER | retry-storm | Retry-After of a 429 is obeyed",
                "REFUSES_SUBSCRIPTIONS | double-subscribe | The subscription is accepted"
            })
    void a_broken_connector_fails_its_drill(Flaw flaw, String drill, String check) throws Exception {
        DrillReport report = run(flaw, Set.of(Drill.of(drill)));
        assertThat(report.exitCode()).as(report.toText()).isEqualTo(1);
        assertThat(report.score()).as(report.toText()).isLessThan(100);
        assertThat(report.results().get(0).failures())
                .as(report.toText())
                .extracting(DrillCheck::title)
                .contains(check);
        assertThat(report.results().get(0).failures())
                .allSatisfy(failed -> assertThat(failed.evidence()).isNotEmpty());
        assertThat(report.toText()).contains(drill, check, "Toy: " + report.score() + " of 100");
    }

    @Test
    void drills_without_their_means_are_skipped_with_the_reason() throws Exception {
        try (Toy toy = new Toy(Flaw.NONE);
                WorkflowEngine engine = toy.engine()) {
            List<DrillResult> shown = new ArrayList<>();
            DrillReport report = Drills.builder(engine, toy.faults())
                    .progress(shown::add)
                    .build()
                    .run();
            assertThat(report.results()).noneMatch(DrillResult::isPlayed).isEqualTo(shown);
            assertThat(report.toText()).contains("skip  lost-answer", "It needs events");
            assertThat(report.exitCode()).isEqualTo(1);
            DrillReport other = Drills.builder(engine, toy.faults())
                    .drills(Set.of(Drill.RESTART_IN_MID_POLL))
                    .fire(toy::fire)
                    .build()
                    .run();
            assertThat(other.toText()).contains("It needs a restart");
        }
    }

    @Test
    void wrong_options_are_refused() throws Exception {
        assertThatThrownBy(() -> Drill.of("flood")).hasMessageContaining("lost-answer, late-item");
        try (Toy toy = new Toy(Flaw.NONE);
                WorkflowEngine engine = toy.engine()) {
            Drills.Builder builder = Drills.builder(engine, toy.faults());
            assertThatThrownBy(() -> builder.outage(Duration.ZERO)).hasMessageContaining("outage must be above zero");
            assertThatThrownBy(() -> builder.drills(Set.of())).hasMessageContaining("drills must not be empty");
        }
    }
}

package dev.connectorkit.orchestration.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.RuntimeStatus;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks the invariants after a kill test. */
final class Verdict {

    private Verdict() {}

    static void check(OrchestrationClient client, Path log, Path runs, int instances) {
        Set<String> ran = new HashSet<>(Workload.lines(runs));
        List<String> acknowledged = Workload.lines(log);
        for (int number = 0; number < instances; number++) {
            OrchestrationStatus status = client.status("work-" + number).orElseThrow();
            assertThat(status.runtimeStatus()).as(status::toString).isEqualTo(RuntimeStatus.COMPLETED);
            Workload.Work result = client.read(status.output(), Workload.Work.class);
            assertThat(result.sum()).isEqualTo(Workload.sum(number));
            assertThat(ran).containsAll(Workload.labels(number));
            List<String> events = result.events();
            assertThat(events).as("an event of %s was consumed twice", number).doesNotHaveDuplicates();
            assertThat(Workload.distinct(events)).isEqualTo(Workload.EVENTS);
            assertThat(events)
                    .as("events of %s came out of order", number)
                    .isSortedAccordingTo(Comparator.comparing(event -> event.charAt(0)));
            String prefix = "ack " + number + ":";
            for (String line : acknowledged) {
                if (line.startsWith(prefix) && !line.endsWith("refused")) {
                    String[] words = line.substring(prefix.length()).split(" ");
                    // Once all four are there, a repeated one may come too late.
                    String event = words[0] + "/" + words[1];
                    assertThat(events.contains(event) || !words[1].equals("0"))
                            .as("event %s of %s was acknowledged and lost", event, number)
                            .isTrue();
                }
            }
        }
    }
}

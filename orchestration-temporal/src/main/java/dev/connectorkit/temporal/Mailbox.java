package dev.connectorkit.temporal;

import dev.connectorkit.orchestration.HistoryEvent.EventRaised;
import dev.connectorkit.orchestration.runtime.EventWaits;
import io.temporal.common.converter.EncodedValues;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.DynamicSignalHandler;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns signals into events: one signal for each event, under its name. Signals under reserved names suspend and resume. */
final class Mailbox implements DynamicSignalHandler {

    /** Begins the names of signals that are no events. */
    static final String RESERVED = "connectorkit:";

    static final String SUSPEND = RESERVED + "suspend";
    static final String RESUME = RESERVED + "resume";

    private final OrchestrationRun run;
    private final EventWaits waits;
    private final Set<String> keys;
    private long received;

    Mailbox(OrchestrationRun run, EventWaits waits, RunDetails details) {
        this.run = run;
        this.waits = waits;
        this.keys = new LinkedHashSet<>(details.keys());
        details.events().forEach(event -> received(event.name(), event.payload()));
    }

    @Override
    public void handle(String name, EncodedValues values) {
        if (name.equals(SUSPEND) || name.equals(RESUME)) {
            run.suspended(name.equals(SUSPEND));
            Workflow.upsertMemo(Memo.of(Memo.STATE, run.isSuspended() ? Memo.SUSPENDED : Memo.RUNNING));
            return;
        }
        String key = text(values, 1);
        if (key == null || keys.add(key)) {
            received(name, text(values, 0));
        }
    }

    private static @Nullable String text(EncodedValues values, int index) {
        return values.getSize() <= index ? null : Wire.text(values.get(index, RawValue.class));
    }

    private void received(String name, @Nullable String payload) {
        EventRaised event = new EventRaised(run.now(), name, payload, run.now(), received++);
        run.arrived(event, () -> waits.raised(event));
    }

    /** Returns the events that the next run gets, in the order in which they were raised. */
    List<RunDetails.Carried> rest() {
        return Stream.concat(waits.rest().stream(), run.unprocessed().stream())
                .sorted(Comparator.comparingLong(EventRaised::message))
                .map(event -> new RunDetails.Carried(event.name(), event.input()))
                .toList();
    }

    List<String> keys() {
        return new ArrayList<>(keys);
    }
}

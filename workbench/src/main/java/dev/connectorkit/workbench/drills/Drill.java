package dev.connectorkit.workbench.drills;

import dev.connectorkit.designer.DesignerOperation;
import dev.connectorkit.designer.OperationKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A fixed script of a mishap. All need events. */
@SuppressWarnings("ImmutableEnumChecker") // the scripts are methods without state
public enum Drill {
    /** The answer to a poll that has found an item is lost. */
    LOST_ANSWER("The answer to a poll that has found an item is lost", PollDrills::lostAnswer),
    /** Items appear while polls run. */
    LATE_ITEM("Items appear while polls run", PollDrills::lateItem),
    /** Items have the time of one that was found before. */
    EQUAL_TIMESTAMPS("Items have the time of one that was found before", PollDrills::equalTimestamps),
    /** A subscription arrives twice, and is renewed. */
    DOUBLE_SUBSCRIBE("A subscription arrives twice, and is renewed", HookDrills::doubleSubscribe),
    /** The receiver of callbacks fails for a while. */
    CALLBACK_OUTAGE("The receiver of callbacks fails for a while", HookDrills::outage),
    /** The connector is restarted while it answers a poll. */
    RESTART_IN_MID_POLL("The connector is restarted while it answers a poll", PollDrills::restart),
    /** A receiver refuses several callbacks at once, again and again. */
    RETRY_STORM("A receiver refuses several callbacks, again and again", HookDrills::retryStorm);

    interface Script {
        List<DrillCheck> play(Stage stage);
    }

    private final String title;
    private final Script script;

    Drill(String title, Script script) {
        this.title = title;
        this.script = script;
    }

    /** Returns the name in commands and reports, as in {@code lost-answer}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the mishap, a sentence without a full stop. */
    public String title() {
        return title;
    }

    /** Reports whether the script restarts the connector. */
    public boolean needsRestart() {
        return this == RESTART_IN_MID_POLL;
    }

    /**
     * Returns the drill with this name.
     *
     * @throws IllegalArgumentException if the name is unknown; the message has those that are known
     */
    public static Drill of(String id) {
        return Arrays.stream(values())
                .filter(drill -> drill.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no drill '" + id + "'; there are "
                        + Arrays.stream(values()).map(Drill::id).collect(Collectors.joining(", "))));
    }

    boolean appliesTo(DesignerOperation operation) {
        boolean hooks = this == DOUBLE_SUBSCRIBE || this == CALLBACK_OUTAGE || this == RETRY_STORM;
        return hooks ? operation.kind() == OperationKind.WEBHOOK_TRIGGER : operation.recurrence();
    }

    List<DrillCheck> play(Stage stage) {
        return script.play(stage);
    }
}

package dev.connectorkit.samples.approvals;

import dev.connectorkit.orchestration.Orchestration;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.TaskOrchestrationContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits, for as long as it takes, until somebody raises {@code Approval} with true or false; then grants the budget or informs
 * that it was denied. Thread-safe.
 */
public final class BudgetApproval implements Orchestration<@Nullable Object, BudgetApproval.Decision> {

    /** The name of the orchestration; its input is anything that describes the budget. */
    public static final String NAME = "BudgetApproval";

    /** The event that decides. */
    public static final String APPROVAL = "Approval";

    private static final String GRANT = "GrantBudget";
    private static final String DENY = "NotifyDenial";
    private static final Logger LOG = LoggerFactory.getLogger(BudgetApproval.class);

    /**
     * The output.
     *
     * @param approved the decision
     * @param note the action that was taken
     */
    public record Decision(boolean approved, String note) {}

    private BudgetApproval() {}

    /** Adds the orchestration and its activities, which write to the log where yours would book and send. */
    public static void register(Orchestrations orchestrations) {
        orchestrations
                .register(NAME, Object.class, Decision.class, new BudgetApproval())
                .registerActivity(GRANT, Object.class, String.class, budget -> done("granted", budget))
                .registerActivity(DENY, Object.class, String.class, budget -> done("denied", budget));
    }

    @Override
    public Decision run(TaskOrchestrationContext context, @Nullable Object budget) {
        context.setCustomStatus("Waiting for " + APPROVAL);
        boolean approved = context.waitForExternalEvent(APPROVAL, Boolean.class).await();
        context.clearCustomStatus();

        String note = context.callActivity(approved ? GRANT : DENY, budget, String.class)
                .await();
        return new Decision(approved, note);
    }

    private static String done(String what, Object budget) {
        LOG.info("The budget was {}: {}", what, budget);
        return "The budget was " + what;
    }
}

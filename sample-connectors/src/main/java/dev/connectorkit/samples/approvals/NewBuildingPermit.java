package dev.connectorkit.samples.approvals;

import dev.connectorkit.orchestration.Orchestration;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.Task;
import dev.connectorkit.orchestration.TaskOrchestrationContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A permit that three departments must grant, in any order: the events {@code CityPlanningApproval}, {@code FireDeptApproval} and
 * {@code BuildingDeptApproval}, whatever they bring. The custom status lists those that are still to come. Thread-safe.
 */
public final class NewBuildingPermit implements Orchestration<@Nullable String, String> {

    /** The name of the orchestration; its input is the application's id as a JSON string, the output is the permit. */
    public static final String NAME = "NewBuildingPermit";

    private static final String ISSUE = "IssueBuildingPermit";
    private static final List<String> GATES =
            List.of("CityPlanningApproval", "FireDeptApproval", "BuildingDeptApproval");

    private NewBuildingPermit() {}

    /** Adds the orchestration and the activity that issues the permit. */
    public static void register(Orchestrations orchestrations) {
        orchestrations
                .register(NAME, String.class, String.class, new NewBuildingPermit())
                .registerActivity(
                        ISSUE, String.class, String.class, application -> "Building permit for " + application);
    }

    @Override
    public String run(TaskOrchestrationContext context, @Nullable String applicationId) {
        if (applicationId == null) {
            throw new IllegalArgumentException("The input must be the id of an application, as in \"A-17\"");
        }
        List<String> missing = new ArrayList<>(GATES);
        context.setCustomStatus(missing);
        List<Task<String>> gates = new ArrayList<>();
        for (String gate : GATES) {
            gates.add(context.waitForExternalEvent(gate).thenApply(nothing -> {
                missing.remove(gate);
                context.setCustomStatus(missing);
                return gate;
            }));
        }
        context.allOf(gates).await();

        return context.callActivity(ISSUE, applicationId, String.class).await();
    }
}

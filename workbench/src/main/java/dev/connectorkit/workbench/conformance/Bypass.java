package dev.connectorkit.workbench.conformance;

import java.time.LocalDate;

/**
 * A departure that is known and accepted for a while. Immutable.
 *
 * @param rule the id of the rule
 * @param operation the id of the operation; empty for all
 * @param reason the reason, for people
 * @param until the last day on which it is accepted
 */
public record Bypass(String rule, String operation, String reason, LocalDate until) {

    /** Checks that there is a rule and a reason. */
    public Bypass {
        if (rule.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("A bypass needs a rule and a reason");
        }
    }

    boolean covers(String ruleId, String operationId, LocalDate today) {
        return rule.equals(ruleId) && (operation.isEmpty() || operation.equals(operationId)) && !today.isAfter(until);
    }
}

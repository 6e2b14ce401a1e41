package dev.connectorkit.temporal;

import dev.connectorkit.orchestration.contract.Capability;
import java.util.Set;

/** The parts of the contract that Temporal lacks; docs/temporal.md has the reasons. */
final class TemporalCapabilities {

    static final Set<Capability> MISSING = Set.of(
            Capability.REWIND_KEEPS_SIBLINGS,
            Capability.REWIND_CHILDREN,
            Capability.TRANSACTIONS,
            Capability.UNAWAITED_ACTIVITIES,
            Capability.MISMATCH_FAILS,
            Capability.PURGE_AT_ONCE);

    private TemporalCapabilities() {}
}

package dev.connectorkit.samples;

import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.samples.approvals.BudgetApproval;
import dev.connectorkit.samples.approvals.NewBuildingPermit;
import dev.connectorkit.samples.approvals.Select;
import dev.connectorkit.samples.hello.HelloSequence;
import dev.connectorkit.samples.phone.PhoneVerification;
import dev.connectorkit.samples.phone.SmsSender;
import java.security.SecureRandom;

/** All sample orchestrations. */
public final class SampleOrchestrations {

    private SampleOrchestrations() {}

    /** All of them, with this way to send an SMS. */
    public static Orchestrations create(SmsSender sms) {
        Orchestrations orchestrations = Orchestrations.create();
        HelloSequence.register(orchestrations);
        BudgetApproval.register(orchestrations);
        Select.register(orchestrations);
        NewBuildingPermit.register(orchestrations);
        PhoneVerification.register(orchestrations, sms, new SecureRandom());
        return orchestrations;
    }
}

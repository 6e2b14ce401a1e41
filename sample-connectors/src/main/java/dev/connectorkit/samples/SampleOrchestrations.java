package dev.connectorkit.samples;

import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.samples.approvals.BudgetApproval;
import dev.connectorkit.samples.approvals.NewBuildingPermit;
import dev.connectorkit.samples.approvals.Select;
import dev.connectorkit.samples.bakery.BakeCake;
import dev.connectorkit.samples.hello.HelloSequence;
import dev.connectorkit.samples.phone.PhoneVerification;
import dev.connectorkit.samples.phone.SmsSender;
import java.security.SecureRandom;
import java.time.Duration;

/** All sample orchestrations. */
public final class SampleOrchestrations {

    private SampleOrchestrations() {}

    /** Returns all of them, with this way to send an SMS. */
    public static Orchestrations create(SmsSender sms) {
        Orchestrations orchestrations = Orchestrations.create();
        HelloSequence.register(orchestrations);
        BudgetApproval.register(orchestrations);
        Select.register(orchestrations);
        NewBuildingPermit.register(orchestrations);
        BakeCake.register(orchestrations, Duration.ofSeconds(5));
        PhoneVerification.register(orchestrations, sms, new SecureRandom());
        return orchestrations;
    }
}

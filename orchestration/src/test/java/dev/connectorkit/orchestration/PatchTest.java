package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.orchestration.testing.OrchestrationTester;
import dev.connectorkit.orchestration.testing.ReplayCheck;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // as users without null checks write
class PatchTest {

    private boolean deployed;

    private final Orchestrations code = Orchestrations.create()
            .registerActivity("Check", Void.class, Void.class, in -> null)
            .registerActivity("Pay", Void.class, Void.class, in -> null)
            .register("O", Void.class, String.class, (ctx, in) -> {
                ctx.waitForExternalEvent("Begin").await();
                boolean patched = deployed && ctx.isPatched("check-first");
                if (patched) {
                    ctx.callActivity("Check").await();
                }
                ctx.callActivity("Pay").await();
                ctx.waitForExternalEvent("End").await();
                return patched ? "new" : "old";
            });
    private final OrchestrationTester tester = OrchestrationTester.of(code);

    @Test
    void instancesThatPassedAChangeKeepTheOldSideAndOthersTakeTheNewOne() {
        String passed = tester.start("O", null);
        tester.raiseEvent(passed, "Begin", null);
        String before = tester.start("O", null);
        deployed = true;
        tester.raiseEvent(passed, "End", null);
        tester.raiseEvent(before, "Begin", null).raiseEvent(before, "End", null);
        String after = tester.start("O", null);
        tester.raiseEvent(after, "Begin", null).raiseEvent(after, "End", null);

        assertThat(tester.output(passed, String.class)).isEqualTo("old");
        assertThat(tester.output(before, String.class)).isEqualTo("new");
        assertThat(tester.output(after, String.class)).isEqualTo("new");
        for (String id : List.of(passed, before, after)) {
            assertThat(ReplayCheck.of(code).difference(tester.history(id))).isEmpty();
        }
    }

    @Test
    void theTesterGivesEveryInstanceItsOwnUuids() {
        Set<UUID> seen = new HashSet<>();
        OrchestrationTester many = OrchestrationTester.of(
                Orchestrations.create().register("U", Void.class, UUID.class, (ctx, in) -> ctx.newUuid()));
        for (int i = 0; i < 600; i++) {
            seen.add(many.output(many.start("U", null), UUID.class));
        }
        for (int i = 0; i < 5; i++) {
            seen.add(many.output(many.start("U", null, "same"), UUID.class));
        }

        assertThat(seen).hasSize(605);
    }

    record Order(String orderNumber) {}

    @Test
    void theTestingKitTakesTheMapperOfTheEngine() {
        ObjectMapper mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        Orchestrations orders = Orchestrations.create()
                .register("Number", Order.class, String.class, (ctx, order) -> order.orderNumber());
        OrchestrationTester snake = OrchestrationTester.of(orders, mapper);
        String id = snake.start("Number", new RawJson("{\"order_number\": \"A-1\"}"));

        assertThat(snake.output(id, String.class)).isEqualTo("A-1");
        assertThat(ReplayCheck.of(orders, mapper).difference(snake.history(id))).isEmpty();
    }

    @Test
    void aLayeredRegistryLeavesItsBaseUnchanged() {
        Orchestrations base = Orchestrations.create().register("A", Void.class, Void.class, (ctx, in) -> null);
        Orchestrations layer = Orchestrations.over(base).register("B", Void.class, Void.class, (ctx, in) -> null);
        Orchestrations second = Orchestrations.over(base).register("B", Void.class, Void.class, (ctx, in) -> null);

        assertThat(layer.orchestrationNames()).containsExactly("A", "B");
        assertThat(second.orchestration("A")).isNotNull();
        assertThat(base.orchestrationNames()).containsExactly("A");
    }
}

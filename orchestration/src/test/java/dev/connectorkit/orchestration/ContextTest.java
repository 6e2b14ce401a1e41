package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.connectorkit.orchestration.testing.OrchestrationTester;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@NullUnmarked // as users without null checks write
class ContextTest {

    private static OrchestrationTester with(Orchestration<Object, Object> code) {
        return OrchestrationTester.of(Orchestrations.create()
                .register("O", Object.class, Object.class, code)
                .register("Child", String.class, String.class, (ctx, in) -> ctx.getName() + " of " + in));
    }

    @Test
    void theLoggerIsSilentWhileReplaying() {
        Logger logger = (Logger) LoggerFactory.getLogger("O");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        Level before = logger.getLevel();
        logger.setLevel(Level.INFO);
        try {
            OrchestrationTester tester = with((ctx, in) -> {
                ctx.logger().info("begun");
                ctx.waitForExternalEvent("Go").await();
                ctx.logger().info("asked");
                return ctx.logger().isInfoEnabled();
            });
            String id = tester.start("O", null);
            tester.raiseEvent(id, "Go", null);

            assertThat(tester.output(id, Boolean.class)).isTrue();
            assertThat(lines.list.stream().map(ILoggingEvent::getFormattedMessage))
                    .containsExactly("begun", "asked");
        } finally {
            logger.setLevel(before);
            logger.detachAppender(lines);
        }
    }

    @Test
    void aFailureNamesItsTask() {
        OrchestrationTester tester = with((ctx, in) -> {
                    try {
                        return ctx.callActivity("Refuse").await();
                    } catch (TaskFailedException e) {
                        return e.getTaskName();
                    }
                })
                .activity("Refuse", in -> {
                    throw new IllegalStateException("no");
                });

        assertThat(tester.output(tester.start("O", null), String.class)).isEqualTo("Refuse");
    }

    @Test
    void callsOthersInShortForms() {
        OrchestrationTester tester = with((ctx, in) -> {
            ctx.callSubOrchestrator("Child").await();
            return ctx.callSubOrchestrator(
                            "Child", "me", TaskOptions.NONE.withInstanceId("c"), TypeRef.of(String.class))
                    .await();
        });

        assertThat(tester.output(tester.start("O", null), String.class)).isEqualTo("Child of me");
        assertThat(tester.output("c", String.class)).isEqualTo("Child of me");
    }

    @Test
    void aWaitWithoutATypeIsCancelledToo() {
        OrchestrationTester tester = with((ctx, in) -> {
            Task<Void> wait = ctx.waitForExternalEvent("Go", Duration.ofHours(1));
            ctx.anyOf(wait).await();
            return wait.isCancelled();
        });
        String late = tester.start("O", null);
        String inTime = tester.start("O", null);
        tester.raiseEvent(inTime, "Go", 1).advance(Duration.ofHours(1));

        assertThat(tester.output(late, Boolean.class)).isTrue();
        assertThat(tester.output(inTime, Boolean.class)).isFalse();
    }

    @Test
    void theTesterTerminates() {
        OrchestrationTester tester =
                with((ctx, in) -> ctx.waitForExternalEvent("Go").await());
        String id = tester.start("O", null);
        tester.terminate(id, "enough");

        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.TERMINATED);
    }
}

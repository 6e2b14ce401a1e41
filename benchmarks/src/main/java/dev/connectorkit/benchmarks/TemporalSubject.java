package dev.connectorkit.benchmarks;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** Temporal's SDK on its test server, which keeps everything in memory. */
final class TemporalSubject implements Subject {

    private static final String QUEUE = "bench";

    private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();
    private final WorkflowClient client = environment.getWorkflowClient();
    private final WorkflowOptions options =
            WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build();

    TemporalSubject() {
        Worker worker = environment.newWorker(QUEUE);
        worker.registerWorkflowImplementationTypes(HelloRun.class, FiveRun.class, WaitRun.class);
        worker.registerActivitiesImplementations(new HiRun());
        environment.start();
    }

    @Override
    public void hello() {
        String ignored = client.newWorkflowStub(Hello.class, options).hello("x");
    }

    @Override
    public void five() {
        String ignored = client.newWorkflowStub(Five.class, options).five("x");
    }

    @Override
    public long event() {
        Wait stub = client.newWorkflowStub(Wait.class, options);
        var ignored = WorkflowClient.start(stub::await);
        while (!stub.waits()) {
            Thread.onSpinWait();
        }
        stub.go(System.nanoTime());
        return WorkflowStub.fromTyped(stub).getResult(Long.class);
    }

    @Override
    public void close() {
        environment.close();
    }

    private static Hi activities() {
        return Workflow.newActivityStub(
                Hi.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .build());
    }

    /** The activity. */
    @ActivityInterface
    public interface Hi {
        String hi(String name);
    }

    /** Its code. */
    public static final class HiRun implements Hi {
        @Override
        public String hi(String name) {
            return "Hello " + name;
        }
    }

    /** One activity. */
    @WorkflowInterface
    public interface Hello {
        @WorkflowMethod
        String hello(String name);
    }

    /** Its code. */
    public static final class HelloRun implements Hello {
        @Override
        public String hello(String name) {
            return activities().hi(name);
        }
    }

    /** Five activities. */
    @WorkflowInterface
    public interface Five {
        @WorkflowMethod
        String five(String name);
    }

    /** Its code. */
    public static final class FiveRun implements Five {
        @Override
        public String five(String name) {
            Hi hi = activities();
            String text = name;
            for (int i = 0; i < 5; i++) {
                text = hi.hi(text);
            }
            return text;
        }
    }

    /** An event. */
    @WorkflowInterface
    public interface Wait {
        @WorkflowMethod
        long await();

        @SignalMethod
        void go(long at);

        @io.temporal.workflow.QueryMethod
        boolean waits();
    }

    /** Its code. */
    public static final class WaitRun implements Wait {
        private boolean waits;
        private long raised;

        @Override
        public long await() {
            waits = true;
            Workflow.await(() -> raised != 0);
            return System.nanoTime() - raised;
        }

        @Override
        public void go(long at) {
            raised = at;
        }

        @Override
        public boolean waits() {
            return waits;
        }
    }
}

package dev.connectorkit.orchestration.runtime;

import dev.connectorkit.orchestration.CompositeTaskFailedException;
import dev.connectorkit.orchestration.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates tasks that combine tasks. */
public final class Composition {

    private Composition() {}

    /** Returns the task of {@link dev.connectorkit.orchestration.TaskOrchestrationContext#allOf(List)}. */
    public static <T extends @Nullable Object> RunTask<List<T>> allOf(RunLoop run, List<Task<T>> tasks) {
        List<RunTask<T>> all = new ArrayList<>();
        Arguments.given("tasks of allOf", tasks).forEach(task -> all.add(own(task)));
        RunTask<List<T>> together = new RunTask<>(run, "allOf");
        whenAll(all, () -> end(all, together));
        return together;
    }

    /** Returns the task of {@link dev.connectorkit.orchestration.TaskOrchestrationContext#allOf(Task...)}. */
    public static RunTask<Void> allOf(RunLoop run, Task<?>[] tasks) {
        List<RunTask<?>> all = new ArrayList<>();
        Arrays.asList(Arguments.given("tasks of allOf", tasks)).forEach(task -> all.add(own(task)));
        RunTask<Void> together = new RunTask<>(run, "allOf");
        whenAll(all, () -> {
            List<Exception> failures = failures(all);
            if (failures.isEmpty()) {
                together.complete(Composition::nothing);
            } else {
                together.fail(new CompositeTaskFailedException(all.size(), failures));
            }
        });
        return together;
    }

    /** Returns the task of {@link dev.connectorkit.orchestration.TaskOrchestrationContext#anyOf(List)}. */
    public static RunTask<Task<?>> anyOf(RunLoop run, List<Task<?>> tasks) {
        if (Arguments.given("tasks of anyOf", tasks).isEmpty()) {
            throw new IllegalArgumentException("anyOf needs at least one task");
        }
        RunTask<Task<?>> first = new RunTask<>(run, "anyOf");
        for (Task<?> task : tasks) {
            RunTask<?> each = own(task);
            each.onDone(() -> first.complete(() -> {
                each.observe();
                return task;
            }));
        }
        return first;
    }

    private static void whenAll(List<? extends RunTask<?>> tasks, Runnable then) {
        int[] left = {tasks.size()};
        if (tasks.isEmpty()) {
            then.run();
        }
        for (RunTask<?> task : tasks) {
            task.onDone(() -> {
                if (--left[0] == 0) {
                    then.run();
                }
            });
        }
    }

    private static <T extends @Nullable Object> void end(List<RunTask<T>> tasks, RunTask<List<T>> together) {
        List<Exception> failures = failures(tasks);
        if (!failures.isEmpty()) {
            together.fail(new CompositeTaskFailedException(tasks.size(), failures));
            return;
        }
        together.complete(() -> {
            List<T> results = new ArrayList<>(tasks.size());
            List<Exception> unread = new ArrayList<>();
            for (RunTask<T> task : tasks) {
                try {
                    results.add(task.result());
                } catch (RuntimeException e) {
                    unread.add(e);
                }
            }
            if (!unread.isEmpty()) {
                throw new CompositeTaskFailedException(tasks.size(), unread);
            }
            return results;
        });
    }

    private static List<Exception> failures(List<? extends RunTask<?>> tasks) {
        List<Exception> failures = new ArrayList<>();
        for (RunTask<?> task : tasks) {
            RuntimeException failure = task.failure();
            if (failure != null) {
                failures.add(failure);
            }
            task.observe();
        }
        return failures;
    }

    private static <T extends @Nullable Object> RunTask<T> own(@Nullable Task<T> task) {
        if (task instanceof RunTask<T> own) {
            return own;
        }
        throw new IllegalArgumentException(
                "allOf and anyOf take tasks of their context, not " + (task == null ? null : task.getClass()));
    }

    @SuppressWarnings("NullAway") // the only value of Void
    private static Void nothing() {
        return null;
    }
}

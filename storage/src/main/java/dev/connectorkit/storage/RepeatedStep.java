package dev.connectorkit.storage;

import java.util.function.Consumer;

/**
 * Body of a thread that repeats a step until that returns false or the thread is closing. A failure is reported, and the thread is
 * restarted.
 *
 * @param problems takes a sentence about each failure
 * @param step one round of the thread
 */
record RepeatedStep(Consumer<String> problems, SupervisedThread.Step step) implements SupervisedThread.Body {

    @Override
    public void run(SupervisedThread thread) {
        try {
            boolean more = true;
            while (more && !thread.isClosing()) {
                more = runStep();
            }
        } catch (RuntimeException | Error e) {
            if (!thread.isClosing()) {
                problems.accept("Thread " + thread.name() + " was restarted after "
                        + e.getClass().getName());
            }
            throw e;
        }
    }

    /** An interrupt ends the step; only a closing thread ends. */
    private boolean runStep() {
        try {
            return step.run();
        } catch (InterruptedException e) {
            return true;
        }
    }
}

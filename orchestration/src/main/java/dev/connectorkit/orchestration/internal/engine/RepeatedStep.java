package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.storage.SupervisedThread;

/**
 * Body of a thread of the engine: repeats a step until that returns false or the thread is closing. A failure is reported to the
 * engine's health, and the thread is restarted.
 */
record RepeatedStep(Health health, Step step) implements SupervisedThread.Body {

    @Override
    public void run(SupervisedThread thread) {
        try {
            boolean more = true;
            while (more && !thread.isClosing()) {
                more = runStep();
            }
        } catch (RuntimeException | Error e) {
            if (!thread.isClosing()) {
                health.happened("Thread " + thread.name() + " was restarted after "
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

    /** One round of the thread. */
    @FunctionalInterface
    interface Step {

        /** Runs; returns false to end the thread. */
        boolean run() throws InterruptedException;
    }
}

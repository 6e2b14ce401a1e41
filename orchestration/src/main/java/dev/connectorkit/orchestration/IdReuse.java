package dev.connectorkit.orchestration;

/** Behaviour of a start whose instance id is taken. */
public enum IdReuse {
    /** Replaces a finished instance; an unfinished one fails the start with {@link InstanceStateException}. */
    REPLACE_FINISHED,
    /** Fails the start with {@link InstanceStateException}, also if the instance has finished. */
    REFUSE,
    /** Replaces the instance; an unfinished one is terminated with its sub-orchestrations first. */
    REPLACE,
    /** Returns an unfinished instance instead of starting one, and replaces a finished instance. */
    USE_RUNNING,
    /** Returns the existing instance instead of starting one, finished or not. */
    USE_EXISTING
}

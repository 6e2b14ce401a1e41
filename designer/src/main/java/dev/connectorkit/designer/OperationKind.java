package dev.connectorkit.designer;

/** The forms in which a designer offers an operation. */
public enum OperationKind {
    /** Called as a step of a workflow. */
    ACTION("action"),
    /** Starts a workflow; the engine asks again and again. */
    POLLING_TRIGGER("polling"),
    /** Starts a workflow; the connector calls back. */
    WEBHOOK_TRIGGER("webhook"),
    /** A step that waits until the connector calls back. */
    WEBHOOK_ACTION("webhook"),
    /** Starts a workflow; the connector calls back, and then the engine asks for the data. */
    HYBRID_TRIGGER("hybrid");

    private final String badge;

    OperationKind(String badge) {
        this.badge = badge;
    }

    /** Returns the word on the card. */
    public String badge() {
        return badge;
    }

    /** Reports whether it starts a workflow. */
    public boolean isTrigger() {
        return this != ACTION && this != WEBHOOK_ACTION;
    }
}

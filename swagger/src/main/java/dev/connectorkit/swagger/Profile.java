package dev.connectorkit.swagger;

/** The forms of the Swagger 2.0 document; all describe the same operations. */
public enum Profile {
    /**
     * For everybody: the extensions of today's designers and, beside them, those of legacy App Service triggers
     * ({@code x-ms-scheduler-trigger}, {@code x-ms-scheduler-recommendation}), which today's designers ignore.
     */
    DEFAULT,
    /** For designers of today: valid against Microsoft's schema for connector documents, so without legacy extensions. */
    DESIGNER,
    /** For engines with legacy App Service triggers: their extensions, and {@code triggerState} as a required parameter. */
    LEGACY
}

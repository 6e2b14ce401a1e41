package dev.connectorkit.swagger.internal;

import dev.connectorkit.swagger.Visibility;
import java.util.Locale;

/** The names of the extensions, and how their values are written. */
final class Extensions {

    static final String SUMMARY = "x-ms-summary";
    static final String VISIBILITY = "x-ms-visibility";
    static final String TRIGGER = "x-ms-trigger";
    static final String TRIGGER_HINT = "x-ms-trigger-hint";
    static final String TRIGGER_METADATA = "x-ms-trigger-metadata";
    static final String URL_ENCODING = "x-ms-url-encoding";
    static final String SCHEDULER_TRIGGER = "x-ms-scheduler-trigger";
    static final String SCHEDULER_RECOMMENDATION = "x-ms-scheduler-recommendation";

    private Extensions() {}

    static String value(Visibility.Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}

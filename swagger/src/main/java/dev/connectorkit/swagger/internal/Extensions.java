package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.connectorkit.annotations.CallbackUrl;
import dev.connectorkit.annotations.DoubleEncoded;
import dev.connectorkit.annotations.DynamicSchema;
import dev.connectorkit.annotations.DynamicTree;
import dev.connectorkit.annotations.DynamicValues;
import dev.connectorkit.annotations.MediaKind;
import dev.connectorkit.annotations.PickedFile;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.annotations.TestValue;
import dev.connectorkit.annotations.Visibility;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The extensions that an annotation on a parameter, a property or a type stands for. */
final class Extensions {

    static final String SUMMARY = "x-ms-summary";
    static final String VISIBILITY = "x-ms-visibility";
    static final String TRIGGER = "x-ms-trigger";
    static final String TRIGGER_HINT = "x-ms-trigger-hint";
    static final String TRIGGER_METADATA = "x-ms-trigger-metadata";
    static final String NOTIFICATION = "x-ms-notification";
    static final String NOTIFICATION_CONTENT = "x-ms-notification-content";
    static final String NOTIFICATION_URL = "x-ms-notification-url";
    static final String URL_ENCODING = "x-ms-url-encoding";
    static final String ENUM_VALUES = "x-ms-enum-values";
    static final String CAPABILITIES = "x-ms-capabilities";
    static final String SCHEDULER_TRIGGER = "x-ms-scheduler-trigger";
    static final String SCHEDULER_RECOMMENDATION = "x-ms-scheduler-recommendation";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Extensions() {}

    static String value(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Whether the annotation says something that {@link #of} writes. */
    static boolean isOurs(Annotation annotation) {
        return annotation.annotationType().getPackage().equals(Summary.class.getPackage());
    }

    static Map<String, Object> of(Collection<Annotation> annotations) {
        Map<String, Object> extensions = new TreeMap<>(); // annotations come in no order
        for (Annotation annotation : annotations) {
            if (annotation instanceof Summary summary) {
                extensions.put(SUMMARY, summary.value());
            } else if (annotation instanceof Visibility visibility) {
                extensions.put(VISIBILITY, value(visibility.value()));
            } else if (annotation instanceof CallbackUrl) {
                extensions.put(NOTIFICATION_URL, true);
                extensions.put(VISIBILITY, "internal");
            } else if (annotation instanceof DynamicValues values) {
                extensions.put("x-ms-dynamic-values", DynamicExtensions.values(values));
                extensions.put("x-ms-dynamic-list", DynamicExtensions.list(values));
            } else if (annotation instanceof DynamicSchema schema) {
                extensions.put("x-ms-dynamic-schema", DynamicExtensions.schema(schema));
                extensions.put("x-ms-dynamic-properties", DynamicExtensions.properties(schema));
            } else if (annotation instanceof DynamicTree tree) {
                extensions.put("x-ms-dynamic-tree", DynamicExtensions.tree(tree));
            } else if (annotation instanceof PickedFile file) {
                extensions.put("x-ms-dynamic-values", picked(file));
            } else if (annotation instanceof DoubleEncoded) {
                extensions.put(URL_ENCODING, "double");
            } else if (annotation instanceof TestValue test) {
                extensions.put("x-ms-test-value", json(test.value()));
            } else if (annotation instanceof MediaKind media) {
                extensions.put("x-ms-media-kind", value(media.value()));
            }
        }
        return extensions;
    }

    private static Object picked(PickedFile file) {
        return DynamicExtensions.map(
                "capability", "file-picker",
                "parameters",
                        DynamicExtensions.map("isFolder", file.folder(), "fileFilter", List.of(file.mediaTypes())),
                "value-path", file.value());
    }

    private static Object json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }
}

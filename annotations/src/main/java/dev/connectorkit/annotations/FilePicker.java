package dev.connectorkit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The operations behind the file picker of a connector, {@code x-ms-capabilities: file-picker}; on a resource class. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE})
public @interface FilePicker {

    /** The operation that lists the root: a Java method of the connector, or an operation id. */
    String open();

    /** The operation that lists a folder. */
    String browse();

    /** The parameter of {@link #browse()} that takes the folder. */
    String browseParameter();

    /** The property of an item that {@link #browseParameter()} gets. */
    String browseProperty();

    /** The property of an item that people see. */
    String title();

    /** The path in an answer to the items; empty where the answer is the list. */
    String items() default "";

    /** The property that says whether an item is a folder. */
    String folder();

    /** The property with the media type of a file; empty for none. */
    String media() default "";
}

package dev.connectorkit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Values to choose from in a tree that two other operations list, {@code x-ms-dynamic-tree}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface DynamicTree {

    /** The operation that lists the roots: a Java method of the connector, or an operation id. */
    String open();

    /** The operation that lists the children of a node. */
    String browse();

    /** The parameter of {@link #browse()} that takes the value of the opened node. */
    String browseParameter();

    /** The path in an answer to the nodes; empty where the answer is the list. */
    String items() default "";

    /** The path in a node to the value that is sent. */
    String value();

    /** The path in a node to what people see. */
    String title();

    /** The expression that says whether a node has children, as in {@code (isFolder eq true)}. */
    String isParent();

    /** Indicates whether a node with children can be chosen. */
    boolean selectParents() default false;
}

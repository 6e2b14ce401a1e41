package dev.connectorkit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The place at which a page begins, injected from the query parameter {@value #NAME}: an {@code Optional}, empty for the first page. It
 * travels signed in the link to the next page, and no user sees it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface PageState {

    /** The name of the query parameter. */
    String NAME = "pageState";
}

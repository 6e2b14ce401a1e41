/**
 * The view that a designer has of a connector's Swagger document.
 * {@link dev.connectorkit.checker.designer.DesignerView} is the way in.
 */
@NullMarked
package dev.connectorkit.checker.designer;

import org.jspecify.annotations.NullMarked;

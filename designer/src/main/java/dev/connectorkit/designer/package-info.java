/**
 * The view that a designer has of a connector's Swagger document.
 * {@link dev.connectorkit.designer.DesignerView} is the way in.
 */
@NullMarked
package dev.connectorkit.designer;

import org.jspecify.annotations.NullMarked;

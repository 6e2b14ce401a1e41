/**
 * What a designer makes of a connector's Swagger document, without the designer.
 * {@link dev.connectorkit.checker.designer.DesignerView} is the way in.
 */
@NullMarked
package dev.connectorkit.checker.designer;

import org.jspecify.annotations.NullMarked;

/**
 * What a designer makes of a connector's Swagger document, without the designer.
 * {@link dev.connectorkit.swagger.designer.DesignerView} is the way in.
 */
@NullMarked
package dev.connectorkit.swagger.designer;

import org.jspecify.annotations.NullMarked;

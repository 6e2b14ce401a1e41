/** A connector's document as text and as a tree: its operations, schemas and references, and the place of each value. */
@NullMarked
package dev.connectorkit.designer.document;

import org.jspecify.annotations.NullMarked;

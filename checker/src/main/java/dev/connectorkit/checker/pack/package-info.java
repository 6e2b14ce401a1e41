/** The package that is uploaded: a connector's document and the files beside it. */
@NullMarked
package dev.connectorkit.checker.pack;

import org.jspecify.annotations.NullMarked;

/** Files that a connector takes and returns: raw bodies, parts of forms, downloads by ranges, uploads in chunks. */
@NullMarked
package dev.connectorkit.sdk.file;

import org.jspecify.annotations.NullMarked;

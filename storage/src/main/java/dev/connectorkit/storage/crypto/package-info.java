/** Keyed and plain hashes and signed tokens, on the algorithms of the JDK. */
@NullMarked
package dev.connectorkit.storage.crypto;

import org.jspecify.annotations.NullMarked;

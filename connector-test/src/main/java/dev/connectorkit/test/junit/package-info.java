/**
 * A connector of this toolkit and an engine in one JUnit test, with one clock.
 */
@NullMarked
package dev.connectorkit.test.junit;

import org.jspecify.annotations.NullMarked;

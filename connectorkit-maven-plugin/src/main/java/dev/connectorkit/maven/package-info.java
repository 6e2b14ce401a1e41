/** Goals for Maven: {@code connectorkit:generate} and {@code connectorkit:check}. */
@NullMarked
package dev.connectorkit.maven;

import org.jspecify.annotations.NullMarked;

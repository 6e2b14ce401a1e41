/** Goals for Maven: {@code generate}, {@code check}, {@code diff} and {@code export}. */
@NullMarked
package dev.connectorkit.maven;

import org.jspecify.annotations.NullMarked;

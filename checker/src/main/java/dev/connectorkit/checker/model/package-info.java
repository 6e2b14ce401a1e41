/** The model of a check: rules and their findings. */
@NullMarked
package dev.connectorkit.checker.model;

import org.jspecify.annotations.NullMarked;

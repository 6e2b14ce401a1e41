/** The model of a check: the document and its parts, rules and their findings. */
@NullMarked
package dev.connectorkit.checker.model;

import org.jspecify.annotations.NullMarked;

/** The rules of the {@link dev.connectorkit.checker.Checker}, one class each; {@link Rules} lists them. */
@NullMarked
package dev.connectorkit.checker.rules;

import org.jspecify.annotations.NullMarked;

/** The rules of the {@link dev.connectorkit.swagger.check.Checker}, one class each; {@link Rules} lists them. */
@NullMarked
package dev.connectorkit.swagger.check.rules;

import org.jspecify.annotations.NullMarked;

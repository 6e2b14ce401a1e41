/**
 * A connector inside a Spring Boot application: auto-configuration of its runtime and its Jersey feature.
 */
@NullMarked
package dev.connectorkit.spring;

import org.jspecify.annotations.NullMarked;

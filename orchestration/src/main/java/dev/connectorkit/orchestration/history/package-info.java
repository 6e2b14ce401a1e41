/** What has happened to an instance, and how it is written down. */
@NullMarked
package dev.connectorkit.orchestration.history;

import org.jspecify.annotations.NullMarked;

/** Orchestrations that wait for what people decide, however long that takes, and a queue that brings a decision. */
@NullMarked
package dev.connectorkit.samples.approvals;

import org.jspecify.annotations.NullMarked;

/** The contract of every runtime of orchestrations, as tests that a runtime inherits. */
package dev.connectorkit.orchestration.contract;

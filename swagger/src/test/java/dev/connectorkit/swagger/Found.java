package dev.connectorkit.swagger;

import dev.connectorkit.annotations.Outcome;

/** An outcome, as a runtime would bring one. */
@Outcome
public interface Found<T> {}

package dev.connectorkit.swagger;

/** An outcome, as a runtime would bring one. */
@Outcome
public interface Found<T> {}

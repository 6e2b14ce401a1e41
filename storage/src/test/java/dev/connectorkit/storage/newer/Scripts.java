package dev.connectorkit.storage.newer;

/** Stands beside the scripts of a later version of the program. */
public final class Scripts {

    private Scripts() {}
}

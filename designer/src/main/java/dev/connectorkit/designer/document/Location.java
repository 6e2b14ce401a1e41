package dev.connectorkit.designer.document;

/**
 * A place in a file.
 *
 * @param file the name of its {@link Source}
 * @param pointer the JSON pointer (RFC 6901); empty for the whole document
 * @param line from 1
 * @param column from 1, in UTF-16 units
 * @param quote the line itself, cut where it is long
 */
public record Location(String file, String pointer, int line, int column, String quote) {}

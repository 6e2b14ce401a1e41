/** A file watcher: polling triggers over a real directory tree, and the actions to list and touch files in it. */
@NullMarked
package dev.connectorkit.samples.files;

import org.jspecify.annotations.NullMarked;

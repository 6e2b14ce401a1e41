/**
 * One database for everything durable, SQLite or PostgreSQL, with group commit, migrations, wake-ups between nodes, and
 * transactions of the application. Independent of what is stored.
 */
@NullMarked
package dev.connectorkit.storage;

import org.jspecify.annotations.NullMarked;

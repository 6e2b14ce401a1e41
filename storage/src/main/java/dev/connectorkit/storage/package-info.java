/**
 * What everything durable stands on: one database, SQLite or PostgreSQL, with group commit, migrations and wake-ups. It knows
 * nothing of what is stored.
 */
@NullMarked
package dev.connectorkit.storage;

import org.jspecify.annotations.NullMarked;

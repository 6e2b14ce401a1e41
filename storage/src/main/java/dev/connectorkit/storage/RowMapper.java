package dev.connectorkit.storage;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Maps the current row of a result set to a value.
 *
 * @param <T> the value
 */
@FunctionalInterface
public interface RowMapper<T> {

    /** Returns the value of this row; must not move the result set. */
    T map(ResultSet row) throws SQLException;
}

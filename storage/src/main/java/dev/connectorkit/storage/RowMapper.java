package dev.connectorkit.storage;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Makes one value of the row that the result set stands on.
 *
 * @param <T> the value
 */
@FunctionalInterface
public interface RowMapper<T> {

    /** The value of this row; the mapper must not move the result set. */
    T map(ResultSet row) throws SQLException;
}

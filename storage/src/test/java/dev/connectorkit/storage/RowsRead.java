package dev.connectorkit.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** The rows that a PostgreSQL database has read, which show a wrong plan on any machine. */
public final class RowsRead {

    private static final String READ = """
            SELECT indexrelname, idx_tup_read FROM pg_stat_user_indexes WHERE idx_tup_read > 0
            UNION ALL SELECT relname, seq_tup_read FROM pg_stat_user_tables WHERE seq_tup_read > 0""";

    private static final String SCANS = """
            SELECT indexrelname, idx_scan FROM pg_stat_user_indexes WHERE idx_scan > 0
            UNION ALL SELECT relname, seq_scan FROM pg_stat_user_tables WHERE seq_scan > 0""";

    private final String url;

    /** Counts in the database of this URL. */
    public RowsRead(String url) {
        this.url = url;
    }

    /** Vacuums and analyses all tables as autovacuum does: plans that exist are made anew at their next use. */
    public void vacuum() throws SQLException {
        try (Connection connection = DataSources.plain(url).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE");
        }
    }

    /** Returns the rows read by index, and for scans by table, of connections that are closed. */
    public Map<String, Long> byIndex() throws SQLException {
        return query(READ);
    }

    /** Returns the number of scans of each index, and of tables as a whole by table, of connections that are closed. */
    public Map<String, Long> scans() throws SQLException {
        return query(SCANS);
    }

    private Map<String, Long> query(String sql) throws SQLException {
        Map<String, Long> read = new TreeMap<>();
        try (Connection connection = DataSources.plain(url).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                read.put(rows.getString(1), rows.getLong(2));
            }
        }
        return read;
    }
}

package dev.connectorkit.storage;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Source of connections to one SQLite database: of its own to a file, or an application's data source.
 *
 * @param url the driver's URL; null with a data source
 * @param data the application's; null with a URL
 * @param settings of the database
 */
record SqliteSource(@Nullable String url, @Nullable DataSource data, Settings settings) {

    static SqliteSource to(String url, Settings settings) {
        return new SqliteSource(url, null, settings);
    }

    static SqliteSource over(DataSource data, Settings settings) {
        return new SqliteSource(null, data, settings);
    }

    SqliteConnection open() throws SQLException {
        if (data != null) {
            DataSource given = data;
            return BusyRetry.run(settings.lockTimeout(), () -> new SqliteConnection(given.getConnection(), settings));
        }
        Connection connection = DriverManager.getConnection(url);
        SqliteConnection opened = new SqliteConnection(connection, settings);
        opened.execute("PRAGMA foreign_keys=ON");
        return opened;
    }
}

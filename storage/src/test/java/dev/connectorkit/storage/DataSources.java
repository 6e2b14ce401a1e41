package dev.connectorkit.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/** Data sources as applications have them. */
final class DataSources {

    private DataSources() {}

    /** Returns the driver's own, without a pool. */
    static DataSource plain(String url) {
        if (url.startsWith("sqlite:")) {
            SQLiteDataSource source = new SQLiteDataSource();
            source.setUrl("jdbc:" + url);
            return source;
        }
        PostgresUrl parsed = PostgresUrl.parse(url);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(parsed.jdbc());
        source.setUser(parsed.user());
        source.setPassword(parsed.password());
        return source;
    }

    /** Returns a pool over the driver's own. */
    static HikariDataSource of(String url, int size) {
        return of(url, size, true);
    }

    /** Returns a pool over the driver's own, whose connections are in this mode. */
    static HikariDataSource of(String url, int size, boolean autoCommit) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(plain(url));
        config.setMaximumPoolSize(size);
        config.setAutoCommit(autoCommit);
        return new HikariDataSource(config);
    }
}

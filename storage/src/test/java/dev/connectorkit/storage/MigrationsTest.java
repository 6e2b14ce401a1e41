package dev.connectorkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes of different versions on one database. */
class MigrationsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void anOlderProgramGoesOnWithTablesThatSayItCan(TestDatabases kind) {
        try (Database database = Database.open(kind.fresh(folder))) {
            database.migrate("notes", MigrationsTest.class);
            database.migrate("notes", dev.connectorkit.storage.newer.Scripts.class);
            // The older node starts again, and writes by the names of the columns.
            database.migrate("notes", MigrationsTest.class);
            database.write(tx -> tx.update("INSERT INTO note (text, at) VALUES ('x', 1)"));
            database.migrate("notes", dev.connectorkit.storage.newer.Scripts.class);
            assertThat(database.<Boolean>read(
                            tx -> tx.first("SELECT 1 FROM note WHERE label IS NULL", row -> row.getInt(1))
                                    .isPresent()))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOlderProgramRefusesTablesThatDoNot(TestDatabases kind) {
        try (Database database = Database.open(kind.fresh(folder))) {
            database.migrate("notes", dev.connectorkit.storage.newest.Scripts.class);
            assertThatThrownBy(() -> database.migrate("notes", MigrationsTest.class))
                    .isInstanceOf(StorageException.class)
                    .hasMessage("The tables of notes are of version 4, which needs a program that knows version 4,"
                            + " and this one knows 2; use a newer program");
        }
    }
}

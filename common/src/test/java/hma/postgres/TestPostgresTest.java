package hma.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.DatabaseUrl;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestPostgresTest {
  @ParameterizedTest
  @ValueSource(ints = {15, 17, 18})
  void givesADatabaseOwnedByAPlainRole(int major) {
    // Given
    DatabaseUrl database = TestPostgres.shared(major).newDatabase();

    // When
    List<List<String>> role =
        Sql.rows(
            database,
            """
            SELECT current_setting('server_version_num')::int / 10000, rolsuper, rolreplication,
              rolcreatedb, rolcreaterole, pg_get_userbyid(datdba) = current_user
            FROM pg_roles, pg_database
            WHERE rolname = current_user AND datname = current_database()\
            """);

    // Then
    assertThat(role).containsExactly(List.of("" + major, "f", "f", "f", "f", "t"));
  }
}

package hma.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class DemoDatabaseTest {
  private static final long ROWS = 20_000;

  private static DemoPostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = new DemoPostgres();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @Test
  void makesExactlyTheRowsOfThePlan() throws SQLException {
    // Given
    JdbcAddress address = JdbcAddress.of(postgres.newDatabase());

    // When
    new DemoDatabase(address).createWithRows(DataPlan.of(ROWS));

    // Then
    assertThat(rows(address)).isEqualTo(ROWS);
  }

  @Test
  void makesTheSameRowsEachTime() throws SQLException {
    // Given
    JdbcAddress first = JdbcAddress.of(postgres.newDatabase());
    JdbcAddress second = JdbcAddress.of(postgres.newDatabase());

    // When
    new DemoDatabase(first).createWithRows(DataPlan.of(ROWS));
    new DemoDatabase(second).createWithRows(DataPlan.of(ROWS));

    // Then
    assertThat(DatabaseComparison.differences(first, second)).isEmpty();
  }

  @Test
  void makesTheSameSchemaWithoutARow() throws SQLException {
    // Given
    JdbcAddress full = JdbcAddress.of(postgres.newDatabase());
    JdbcAddress empty = JdbcAddress.of(postgres.newDatabase());

    // When
    new DemoDatabase(full).createWithRows(DataPlan.of(DataPlan.FEWEST));
    new DemoDatabase(empty).createSchema();

    // Then
    assertThat(rows(empty)).isZero();
    assertThat(DatabaseComparison.differences(full, empty))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("rows of ") || line.startsWith("sequence "));
  }

  @Test
  void keepsTheLedgersInvariantsBeforeTheWorkerEverRan() throws SQLException {
    // Given
    JdbcAddress address = JdbcAddress.of(postgres.newDatabase());
    new DemoDatabase(address).createWithRows(DataPlan.of(DataPlan.FEWEST));

    // When
    List<String> broken;
    try (Connection connection = address.connect("test")) {
      broken = LedgerInvariants.broken(connection);
    }

    // Then
    assertThat(broken).isEmpty();
  }

  private static long rows(JdbcAddress address) throws SQLException {
    try (Connection connection = address.connect("test");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT sum((xpath('/row/rows/text()', query_to_xml(
                  format('SELECT count(*) AS rows FROM %s', oid::regclass), true, true, '')))[1]::text::bigint)
                FROM pg_class
                WHERE relkind IN ('r', 'p') AND NOT relispartition
                  AND relnamespace::regnamespace::text IN ('public', '"back office"')
                """)) {
      row.next();
      return row.getLong(1);
    }
  }
}

package hma.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatabaseComparisonTest {
  private static DemoPostgres postgres;

  private JdbcAddress active;
  private JdbcAddress standby;

  @BeforeAll
  static void start() throws Exception {
    postgres = new DemoPostgres();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @BeforeEach
  void copyTwice() throws SQLException {
    active = JdbcAddress.of(postgres.newDatabaseWithRows());
    standby = JdbcAddress.of(postgres.newDatabaseWithRows());
  }

  @Test
  void findsNoDifferenceBetweenACopyAndItsOriginal() throws SQLException {
    // When
    List<String> differences = DatabaseComparison.differences(active, standby);

    // Then
    assertThat(differences).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE driver SET licence_scan = '' WHERE id = 7 | rows of public.driver",
        "DELETE FROM telemetry WHERE speed_kmh = 'NaN' | rows of public.telemetry",
        "UPDATE \"back office\".awkward_value SET quantity = 1.00 WHERE kind = 'scale'"
            + " | rows of \"back office\".awkward_value",
        "INSERT INTO \"back office\".\"Depot remark\" SELECT * FROM \"back office\".\"Depot remark\" LIMIT 1"
            + " | rows of \"back office\".\"Depot remark\"",
        "SELECT nextval('\"back office\".\"Voucher numbers\"')"
            + " | sequence \"back office\".\"Voucher numbers\"",
        "ALTER SEQUENCE driver_id_seq RESTART WITH 3 | sequence public.driver_id_seq",
        "ALTER TABLE depot DROP CONSTRAINT depot_manager | constraint depot.depot_manager",
        "ALTER TABLE \"back office\".\"Depot remark\" VALIDATE CONSTRAINT \"remark's depot\""
            + " | constraint \"back office\".\"Depot remark\".\"remark's depot\"",
        "COMMENT ON CONSTRAINT driver_depot ON driver IS NULL | constraint driver.driver_depot",
        "ALTER TABLE driver ENABLE TRIGGER count_revision_always"
            + " | trigger driver.count_revision_always",
        "ALTER TABLE delivery ENABLE TRIGGER refuse_delivery | trigger delivery.refuse_delivery",
        "DROP INDEX order_line_sku | index order_line_sku",
        "ALTER TABLE vehicle ALTER state SET DEFAULT 'sold' | column vehicle.state",
      })
  void namesWhatDiffers(String change, String difference) throws SQLException {
    // Given
    execute(standby, change);

    // When
    List<String> differences = DatabaseComparison.differences(active, standby);

    // Then
    assertThat(differences).singleElement().asString().startsWith(difference + " ");
  }

  @Test
  void letsTheActiveSideBeAheadInWhatTheWorkerWrites() throws SQLException {
    // Given
    execute(
        active,
        "INSERT INTO ledger (n, side, process, account_id, amount) VALUES (1, 'master', '1', 1, 1)");
    execute(active, "SELECT nextval('order_number')");

    // When
    List<String> differences = DatabaseComparison.differences(active, standby);

    // Then
    assertThat(differences).isEmpty();
  }

  @Test
  void refusesAStandbyThatHasALedgerEntryWhichTheActiveSideLacks() throws SQLException {
    // Given
    execute(
        standby,
        "INSERT INTO ledger (n, side, process, account_id, amount) VALUES (1, 'master', '1', 1, 1)");

    // When
    List<String> differences = DatabaseComparison.differences(active, standby);

    // Then
    assertThat(differences)
        .containsExactly(
            "ledger entry 1 of process 1 is on the standby and not on the active side");
  }

  private static void execute(JdbcAddress address, String statement) throws SQLException {
    try (Connection connection = address.connect("test");
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }
}

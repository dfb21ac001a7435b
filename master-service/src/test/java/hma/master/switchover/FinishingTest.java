package hma.master.switchover;

import static org.assertj.core.api.Assertions.assertThat;

import hma.postgres.Sql;
import hma.protocol.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left to be done once the new worker runs is done by whichever master leads. */
class FinishingTest {
  private static final String[] TABLES = {
    "CREATE TABLE customer (id integer PRIMARY KEY)",
    "CREATE TABLE parcel (id integer PRIMARY KEY, customer integer)",
    "ALTER TABLE parcel ADD CONSTRAINT ordered FOREIGN KEY (customer) REFERENCES customer NOT VALID"
  };

  @AutoClose private Masters masters;

  @BeforeEach
  void start() throws Exception {
    masters = new Masters();
    masters.heroku().open();
    masters.heroku().worker("b", "up", Instant.now());
    Sql.execute(masters.database(), TABLES);
    Sql.execute(masters.slaveDatabase(), TABLES);
    Sql.execute(
        masters.slaveDatabase(),
        "INSERT INTO hma.unvalidated VALUES ('public', 'parcel', 'ordered', '%s')"
            .formatted(Masters.ID));
  }

  private void awaitCompleted() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> masters.journal().contains(List.of("DEMAND", "COMPLETED")));
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"VALIDATE", "END_CAPTURE"})
  void isGoneOnWithAfterAMasterThatDiedInTheMiddle(Step last) throws Exception {
    // Given
    masters.leaveFinishing(last);

    // When
    SwitchoverService master = masters.lead();

    // Then
    awaitCompleted();
    assertThat(
            Sql.value(
                masters.slaveDatabase(),
                "SELECT convalidated FROM pg_constraint WHERE conname = 'ordered'"))
        .isEqualTo("t");
    assertThat(Sql.rows(masters.slaveDatabase(), "SELECT * FROM hma.unvalidated")).isEmpty();
    assertThat(
            Sql.rows(masters.database(), "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'hma%'"))
        .isEmpty();
    assertThat(masters.detail(Step.ANALYZE)).isEqualTo("2 tables have new statistics");
    assertThat(masters.heroku().quantity("b", "web")).isZero();
    assertThat(masters.heroku().quantity("b", "worker")).isEqualTo(1);
    assertThat(masters.alarms()).isEmpty();
    assertThat(master.status().active()).isEqualTo(Side.SLAVE);
  }

  @Test
  void doesNotHangOnStatisticsThatCanNotBeMade() throws Exception {
    // Given
    Sql.execute(
        masters.slaveDatabase(),
        """
        CREATE FUNCTION deadly(id integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$
        BEGIN
          IF current_setting('application_name') = 'hma/statistics' THEN
            PERFORM pg_terminate_backend(pg_backend_pid());
          END IF;
          RETURN id;
        END $$
        """,
        "INSERT INTO customer SELECT generate_series(1, 100)",
        "CREATE INDEX ON customer (public.deadly(id))");
    masters.leaveFinishing(Step.ANALYZE);

    // When
    masters.lead();

    // Then
    awaitCompleted();
    assertThat(masters.detail(Step.ANALYZE)).startsWith("left to autovacuum: ");
    assertThat(masters.alarms()).isEmpty();
  }
}

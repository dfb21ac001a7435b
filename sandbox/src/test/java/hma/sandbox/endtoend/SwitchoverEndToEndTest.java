package hma.sandbox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hma.protocol.Side;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds when nothing goes wrong, and when the data itself is what goes wrong. */
final class SwitchoverEndToEndTest {
  @TempDir static Path folder;
  private static WebhookReceiver receiver;
  private static Installation installation;
  private static Map<Side, List<String>> grantsAtFirst;

  @BeforeAll
  static void start() throws Exception {
    receiver = new WebhookReceiver();
    installation = Installation.start(folder, receiver.with(Map.of("HMA_STOP_GRACE", "4s")));
    grantsAtFirst =
        Map.of(
            Side.MASTER, Content.grants(installation.database(Side.MASTER)),
            Side.SLAVE, Content.grants(installation.database(Side.SLAVE)));
  }

  @AfterAll
  static void stop() {
    if (installation != null) {
      installation.close();
    }
    if (receiver != null) {
      receiver.close();
    }
  }

  @BeforeEach
  void letNothingGoWrong() throws Exception {
    installation.healthy();
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void movesEverythingToTheOtherSide(Side to) throws Exception {
    // Given
    Side from = to.other();
    installation.makeActive(from);
    installation.awaitWorkAt(from);
    Database source = installation.database(from);
    Database target = installation.database(to);

    // When
    String id = installation.begin(to);
    JsonObject ended = installation.awaitEnd(id);

    // Then
    assertThat(ended.getString("state")).as(ended.encodePrettily()).isEqualTo("COMPLETED");
    Installation.patiently()
        .untilAsserted(() ->
            assertThat(receiver.toldOf(id))
                .containsExactly("switchover.started", "switchover.completed"));
    assertThat(ended.getBoolean("verified")).isTrue();
    assertThat(ended.getLong("outageMs")).isPositive();
    assertThat(installation.active()).isEqualTo(to);
    assertThat(installation.workers(from)).isZero();
    assertThat(installation.workers(to)).isEqualTo(1);
    assertThat(installation.workerProcesses(from)).isZero();
    assertThat(installation.agents()).isZero();
    assertThat(Content.of(source).withoutLedger()).isEqualTo(Content.of(target).withoutLedger());
    long last = source.number("SELECT max(n) FROM ledger");
    assertThat(Content.ledgerUpTo(source, last)).isEqualTo(Content.ledgerUpTo(target, last));
    assertThat(Content.grants(target)).isEqualTo(grantsAtFirst.get(to));
    assertThat(target.number("SELECT count(*) FROM hma.fence")).isZero();
    assertFenced(source);
    installation.awaitWorkAt(to);
    assertThat(installation.notes().missingIn(target)).isEmpty();
    assertThat(installation.notes().overlaps()).isEmpty();
    assertThat(installation.api().status().getJsonArray("alarms")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "RETURN id <> 777 # copy while the worker runs # violates check constraint \"paced\"",
        "IF id = 777 THEN INSERT INTO public.ledger (n, side, process) VALUES (-777, '', ''); END IF;"
            + " RETURN true # compare while the worker runs # public.ledger",
      })
  void goesBackWhenBothSidesCanNotBecomeEqual(String body, String step, String named)
      throws Exception {
    // Given
    Side from = installation.active();
    Side to = from.other();
    Database target = installation.database(to);
    Content before = Content.of(target);
    Schema.check(target, body);
    installation
        .database(from)
        .run("UPDATE parcel SET tags = array_append(tags, 'changed') WHERE id = 777");

    // When
    JsonObject ended = installation.awaitEnd(installation.begin(to));

    // Then
    assertThat(ended.getString("state")).as(ended.encodePrettily()).isEqualTo("ROLLED_BACK");
    assertThat(ended.getString("failure")).contains(step, named);
    assertThat(ended.getBoolean("verified")).isFalse();
    assertThat(installation.active()).isEqualTo(from);
    assertThat(installation.agents()).isZero();
    assertThat(Content.of(target)).isEqualTo(before);
    installation.awaitWorkAt(from);
  }

  @Test
  void renewsTheStatisticsOfTablesThatWereLoadedWhole() throws Exception {
    // Given
    Side from = installation.active();
    Database target = installation.database(from.other());
    String analyzed =
        "SELECT coalesce(sum(analyze_count), 0) FROM pg_stat_user_tables WHERE relname = 'parcel'";
    long before = target.number(analyzed);
    installation.database(from).run("UPDATE parcel SET tags = array_append(tags, 'anew')");

    // When
    JsonObject ended = installation.awaitEnd(installation.begin(from.other()));

    // Then
    assertThat(ended.getString("state")).as(ended.encodePrettily()).isEqualTo("COMPLETED");
    assertThat(ended.getJsonArray("steps").stream().map(JsonObject.class::cast))
        .filteredOn(step -> step.getString("name").equals("renew the statistics"))
        .singleElement()
        .satisfies(step -> {
          assertThat(step.getString("state")).isEqualTo("DONE");
          assertThat(step.getString("detail")).endsWith("tables have new statistics");
        });
    assertThat(target.number(analyzed)).isEqualTo(before + 1);
    assertThat(installation.agents()).isZero();
  }

  @Test
  void goesBackByAFreshSwitchoverWhenTheNewWorkerKeepsCrashing() throws Exception {
    // Given
    installation.makeActive(Side.MASTER);
    Path crashing = Teller.crashing(installation.notes().folder(), "slave");
    Files.createFile(crashing);

    // When
    JsonObject ended = installation.awaitEnd(installation.begin(Side.SLAVE));

    // Then
    assertThat(ended.getString("state")).as(ended.encodePrettily()).isEqualTo("FAILED");
    assertThat(ended.getString("failure")).contains("start the worker", "crashed");
    Installation.patiently().until(() -> installation.isIdleAt(Side.MASTER));
    installation.awaitWorkAt(Side.MASTER);
    assertThat(installation.workers(Side.SLAVE)).isZero();
    assertThat(installation.agents()).isZero();
    assertThat(installation.api().status().getJsonArray("alarms")).hasSize(1);

    Files.delete(crashing);
    installation.makeActive(Side.SLAVE);
    assertThat(installation.api().status().getJsonArray("alarms")).isEmpty();
  }

  @Test
  void keepsItsLeadWhateverIsAskedForAsASwitchover() throws Exception {
    // Given
    MasterApi api = installation.api();
    Side active = installation.active();
    Database database = installation.database(Side.MASTER);
    String leader =
        "SELECT sum(pid) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND application_name LIKE 'hma/leader/%'";
    long before = database.number(leader);

    // When
    for (String id : List.of("%00", "%00", "x%00y", "%FF", "20260101-000000-0000000g", "%27")) {
      // Then
      assertThat(api.get(MasterApi.SWITCHOVERS + "/" + id).statusCode()).as(id).isEqualTo(404);
      assertThat(api.delete(id).statusCode()).as(id).isEqualTo(404);
    }
    assertThat(database.number(leader)).isEqualTo(before);
    assertThat(installation.active()).isEqualTo(active);
    assertThat(api.status().getJsonArray("alarms")).isEmpty();
  }

  @Test
  void letsAVacuumOfTheFencedStandbyPass() throws Exception {
    // Given
    installation.makeActive(Side.SLAVE);
    installation.makeActive(Side.MASTER);
    Database standby = installation.database(Side.SLAVE);
    JsonObject ended;
    try (Connection connection = standby.connect("hma/test");
        Statement vacuum = connection.createStatement()) {
      // What a vacuum does: it holds the table, and in the end writes into pg_class.
      connection.setAutoCommit(false);
      vacuum.execute("LOCK TABLE parcel IN SHARE UPDATE EXCLUSIVE MODE");

      // When
      String id = installation.begin(Side.SLAVE);
      Installation.patiently()
          .until(() -> standby.number("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);
      vacuum.execute("ANALYZE parcel");
      connection.commit();
      ended = installation.awaitEnd(id);
    }

    // Then
    assertThat(ended.getString("state")).as(ended.encodePrettily()).isEqualTo("COMPLETED");
  }

  @Test
  void refusesWhoMayNotActAndWhatMakesNoSense() throws Exception {
    MasterApi api = installation.api();
    Side active = installation.active();
    String acting = "switchover";

    assertThat(api.postWithoutToken().statusCode()).isEqualTo(401);
    assertThat(api.post("Bearer a.b.c", "{}").statusCode()).isEqualTo(401);
    assertThat(api.post(api.token("read"), "{\"to\":\"slave\"}").statusCode()).isEqualTo(403);
    assertThat(api.post(api.token(acting), "{\"to\":\"nowhere\"}").statusCode()).isEqualTo(422);
    assertThat(api.post(active.other(), active).statusCode()).isEqualTo(409);
    String again = "{\"to\":\"%s\"}".formatted(active.label());
    assertThat(api.post(api.token(acting), again).statusCode()).isEqualTo(409);
    assertThat(api.delete("20260101-000000-00000000").statusCode()).isEqualTo(404);
    assertThat(api.status().getString("state")).isEqualTo("IDLE");
    assertThat(installation.workers(active)).isEqualTo(1);
  }

  @Test
  void leavesTheWorkerAloneWhenItIsCancelledBeforeTheStop() throws Exception {
    // Given
    Side active = installation.active();
    installation.awaitWorkAt(active);
    int processes = installation.notes().shifts().size();
    installation.faults("{\"method\": \"GET\", \"path\": \"/apps/hma-slave$\", \"delayMs\": 3000}");
    String id = installation.begin(active.other());

    // When
    int second = installation.api().post(active, active.other()).statusCode();
    int cancelled = installation.api().delete(id).statusCode();

    // Then
    assertThat(second).isEqualTo(409);
    assertThat(cancelled).isEqualTo(202);
    JsonObject ended = installation.awaitEnd(id);
    assertThat(ended.getString("state")).as(ended.encodePrettily()).isEqualTo("CANCELLED");
    assertThat(installation.agents()).isZero();
    installation.awaitWorkAt(active);
    assertThat(installation.notes().shifts()).hasSize(processes);
  }

  @Test
  void startsTheWorkerAgainWhenItIsCancelledDuringTheStop() throws Exception {
    // Given
    Side active = installation.active();
    installation.faults(
        "{\"method\": \"GET\", \"path\": \"/dynos$\", \"delayMs\": 3000, \"times\": 1}");
    String id = installation.begin(active.other());
    installation.await(id, switchover -> Installation.isAt(switchover, "stop the worker"));

    // When
    int cancelled = installation.api().delete(id).statusCode();

    // Then
    assertThat(cancelled).isEqualTo(202);
    JsonObject ended = installation.awaitEnd(id);
    assertThat(ended.getString("state")).as(ended.encodePrettily()).isEqualTo("CANCELLED");
    assertThat(installation.active()).isEqualTo(active);
    installation.awaitWorkAt(active);
  }

  @Test
  void goesBackWhenTheWorkerMakesATableAfterTheCheck() throws Exception {
    // Given
    Side active = installation.active();
    installation.faults(
        "{\"method\": \"GET\", \"path\": \"/dynos$\", \"delayMs\": 3000, \"times\": 1}");
    String id = installation.begin(active.other());
    installation.await(id, switchover -> Installation.isAt(switchover, "stop the worker"));

    // When
    installation.database(active).run("CREATE TABLE late AS SELECT 1 AS paid");

    // Then
    JsonObject ended = installation.awaitEnd(id);
    assertThat(ended.getString("state")).as(ended.encodePrettily()).isEqualTo("ROLLED_BACK");
    assertThat(ended.getString("failure")).contains("public.late");
    assertThat(installation.active()).isEqualTo(active);
    installation.awaitWorkAt(active);
    assertThat(installation.database(active).rows("SELECT paid FROM late")).containsExactly("1");
    installation.database(active).run("DROP TABLE late");
  }

  @Test
  void refusesToBeCancelledOnceTheWorkerHasStopped() throws Exception {
    // Given
    Side to = installation.active().other();
    installation.faults(
        """
        {"method": "PATCH", "path": "/apps/%s/formation", "delayMs": 3000, "times": 1, "after": %d}
        """
            // The agent's app is the slave's: waking it up is the first call.
            .formatted(installation.app(to), to == Side.SLAVE ? 1 : 0));
    String id = installation.begin(to);
    installation.await(id, switchover -> Installation.isAt(switchover, "start the worker"));

    // When
    int cancelled = installation.api().delete(id).statusCode();

    // Then
    assertThat(cancelled).isEqualTo(409);
    assertThat(installation.awaitEnd(id).getString("state")).isEqualTo("COMPLETED");
  }

  private static void assertFenced(Database standby) {
    for (String write :
        List.of(
            "INSERT INTO ledger (n, side, process) VALUES (-1, 'none', 'none')",
            "UPDATE parcel SET tags = NULL WHERE id = 1",
            "DELETE FROM customer WHERE id = 1",
            "TRUNCATE parcel",
            "SELECT nextval('label_number')")) {
      assertThatThrownBy(() -> standby.run(write))
          .as(write)
          .isInstanceOfSatisfying(
              SQLException.class, refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
    }
  }
}

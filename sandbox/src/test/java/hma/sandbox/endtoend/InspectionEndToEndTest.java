package hma.sandbox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Side;
import hma.sandbox.endtoend.CommandLine.Ended;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} and {@code compare}, between two apps whose worker writes all the time. */
final class InspectionEndToEndTest {
  @TempDir static Path folder;
  private static Installation installation;
  private static CommandLine commandLine;

  @BeforeAll
  static void start() throws Exception {
    installation = Installation.start(folder, Map.of("HMA_STOP_GRACE", "4s"));
    commandLine = installation.commandLine();
  }

  @AfterAll
  static void stop() {
    if (installation != null) {
      installation.close();
    }
  }

  @BeforeEach
  void letNothingGoWrong() throws Exception {
    installation.healthy();
  }

  @Test
  void doctorFindsNothingAndLeavesNothing() throws Exception {
    // Given
    Side active = installation.active();

    // When
    Ended ended = commandLine.run("doctor", "--to", active.other().label());

    // Then
    assertThat(ended.out())
        .contains("public.parcel", "outage about", "fit for a switchover")
        .containsAnyOf("full", "delta")
        .doesNotContain("PROBLEM", "warning");
    assertThat(ended.code()).isZero();
    assertThat(installation.agents()).isZero();
    installation.awaitWorkAt(active);
  }

  @Test
  void doctorNamesEveryPlantedProblemAtOnceAndASwitchoverStartsIntoNone() throws Exception {
    // Given
    Side active = installation.active();
    Side standby = active.other();
    Database target = installation.database(standby);
    Database source = installation.database(active);
    source.run(
        "CREATE TABLE planted (id int); CREATE TABLE narrow (id bigint); SELECT lo_create(4711)");
    target.run("CREATE VIEW planted AS SELECT 1 AS id; CREATE TABLE narrow (id int)");
    String problem = "public.planted is a table on the " + active.label() + " and a view on the";
    try {
      // When
      Ended ended = commandLine.run("doctor");
      Ended object = commandLine.run("doctor", "--json");
      JsonObject switchover = installation.awaitEnd(installation.begin(standby));

      // Then
      assertThat(ended.out())
          .contains(problem, "column id of public.narrow is bigint", "holds 1 large objects")
          .contains("not fit: 3 problems");
      assertThat(ended.code()).isEqualTo(1);
      assertThat(new JsonObject(object.out()).getBoolean("fit")).isFalse();
      assertThat(object.code()).isEqualTo(1);
      assertThat(switchover.getString("state")).isEqualTo("ROLLED_BACK");
      assertThat(switchover.getString("failure"))
          .contains(problem, "column id of public.narrow is bigint", "holds 1 large objects");
      assertThat(switchover.getValue("outageMs")).isNull();
      assertThat(installation.agents()).isZero();
    } finally {
      source.run("DROP TABLE planted, narrow; SELECT lo_unlink(4711)");
      target.run("DROP VIEW planted; DROP TABLE narrow");
    }
  }

  @Test
  void compareTellsEqualFromDifferentByKeys() throws Exception {
    // Given
    Side was = installation.active();
    installation.makeActive(was.other());
    Database active = installation.database(installation.active());

    // When
    Ended equal = commandLine.run("compare", "--table", "parcel", "customer");
    active.run(
        "UPDATE parcel SET weight = weight + 1 WHERE id = 42; DELETE FROM parcel WHERE id = 7;"
            + " INSERT INTO parcel (id, customer_id, weight) VALUES (900001, 1, 1)");
    Ended different = commandLine.run("compare", "--table", "parcel", "customer", "--rows", "10");
    Ended first = commandLine.run("compare", "--table", "parcel", "--rows", "1", "--json");

    // Then
    assertThat(equal.out()).contains("public.parcel", "equal: 2 tables");
    assertThat(equal.code()).isZero();
    assertThat(different.out())
        .contains("(42)      other values", "on the " + was.label() + " only")
        .contains("(7) ", "(900001)", "differences are expected");
    assertThat(different.code()).isEqualTo(1);
    JsonObject table = new JsonObject(first.out()).getJsonArray("tables").getJsonObject(0);
    assertThat(table.getJsonArray("keys")).hasSize(1);
    assertThat(table.getJsonArray("keys").getJsonObject(0).getString("key")).isEqualTo("(42)");
    assertThat(first.code()).isEqualTo(1);
    assertThat(installation.agents()).isZero();
  }

  @Test
  void aSwitchoverCallsAComparisonOffAndLetsNoneBegin() throws Exception {
    // Given
    Side active = installation.active();
    Side standby = active.other();
    String id;
    String comparison;
    try (Connection reader = installation.database(active).connect("hma/test");
        Statement statement = reader.createStatement()) {
      statement.execute("BEGIN; LOCK TABLE customer IN ACCESS EXCLUSIVE MODE");
      comparison =
          new JsonObject(installation.api().inspect("/api/v1/comparisons").body()).getString("id");

      // When
      HttpResponse<String> second = installation.api().inspect("/api/v1/preflights");
      id = installation.begin(standby);
      HttpResponse<String> third = installation.api().inspect("/api/v1/preflights");

      // Then
      assertThat(second.statusCode()).isEqualTo(409);
      assertThat(second.body()).contains("look-running");
      assertThat(third.statusCode()).isEqualTo(409);
      assertThat(third.body()).contains("switchover-running");
    }
    JsonObject ended = installation.awaitEnd(id);
    assertThat(ended.getString("state")).as(ended.encodePrettily()).isEqualTo("COMPLETED");
    assertThat(installation.api().inspected("/api/v1/comparisons/" + comparison).body())
        .contains("FAILED", "a switchover began");
    assertThat(installation.agents()).isZero();
  }
}

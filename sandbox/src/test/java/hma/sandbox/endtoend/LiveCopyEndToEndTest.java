package hma.sandbox.endtoend;

import static hma.sandbox.endtoend.Installation.AGENT_JAR;
import static hma.sandbox.endtoend.Installation.MASTER_JAR;
import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Side;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A copy that fails while the worker writes: nobody notices, and nothing of it is left. */
final class LiveCopyEndToEndTest {
  private static final int SLOW = 15;

  /** What the capture puts into a database. */
  static final String LEFT_BEHIND =
      """
      SELECT tgname::text FROM pg_trigger WHERE tgname LIKE 'hma%'
      UNION ALL SELECT proname::text FROM pg_proc WHERE pronamespace = 'hma'::regnamespace
      UNION ALL SELECT relname::text FROM pg_class
      WHERE relnamespace = 'hma'::regnamespace AND relname ~ '^capture_[0-9]'
      """;

  @TempDir static Path folder;
  private static Installation installation;

  @BeforeAll
  static void start() throws Exception {
    installation = Installation.start(folder, Map.of("HMA_STOP_GRACE", "4s"));
  }

  @AfterAll
  static void stop() {
    if (installation != null) {
      installation.close();
    }
  }

  @AfterEach
  void losesNothingAndNeverRunsTwoWorkers() throws Exception {
    Side active = installation.active();
    assertThat(installation.notes().missingIn(installation.database(active))).isEmpty();
    assertThat(installation.notes().overlaps()).isEmpty();
  }

  /** A switchover under way, and how everything was before it. */
  private record UnderWay(Side to, String id, Content target, int shifts) {}

  /** Begins a switchover whose copy takes long, and waits until it is under way. */
  private static UnderWay slowSwitchoverTo(Side to) throws Exception {
    installation.makeActive(to.other());
    installation.awaitWorkAt(to.other());
    Content target = Content.of(installation.database(to));
    int shifts = installation.notes().shifts().size();
    Schema.change(installation.database(to.other()));
    Schema.pace(installation.database(to), SLOW);
    String id = installation.begin(to);
    installation.awaitLiveCopying(id);
    return new UnderWay(to, id, target, shifts);
  }

  /** The worker was never stopped, the target is as it was, nothing is left; returns the end. */
  private static JsonObject assertUnnoticed(UnderWay before, String state) throws Exception {
    Side from = before.to().other();
    JsonObject ended = installation.awaitEnd(before.id());
    assertThat(ended.getString("state")).as(ended.encodePrettily()).isEqualTo(state);
    assertThat(ended.getLong("outageMs")).isNull();
    assertThat(steps(ended)).contains("end the log of changes").doesNotContain("stop the worker");
    assertThat(installation.active()).isEqualTo(from);
    assertThat(installation.agents()).isZero();
    Schema.pace(installation.database(before.to()), 0);
    assertThat(Content.of(installation.database(before.to()))).isEqualTo(before.target());
    assertThat(installation.database(from).rows(LEFT_BEHIND)).isEmpty();
    installation.awaitWorkAt(from);
    assertThat(installation.notes().shifts()).hasSize(before.shifts());
    assertThat(installation.api().status().getJsonArray("alarms")).isEmpty();
    return ended;
  }

  private static List<String> steps(JsonObject switchover) {
    JsonArray steps = switchover.getJsonArray("steps");
    return steps.stream().map(JsonObject.class::cast).map(step -> step.getString("name")).toList();
  }

  @ParameterizedTest
  @MethodSource("hma.sandbox.endtoend.SidesOfTheDay#sides")
  void isForgottenWhenTheMasterIsKilled(Side to) throws Exception {
    // Given
    UnderWay before = slowSwitchoverTo(to);

    // When
    installation.kill(MASTER_JAR);

    // Then
    assertUnnoticed(before, "ROLLED_BACK");
    installation.makeActive(to);
  }

  @ParameterizedTest
  @MethodSource("hma.sandbox.endtoend.SidesOfTheDay#sides")
  void isForgottenWhenTheAgentIsKilled(Side to) throws Exception {
    // Given
    UnderWay before = slowSwitchoverTo(to);

    // When
    installation.kill(AGENT_JAR);

    // Then
    assertUnnoticed(before, "ROLLED_BACK");
  }

  @Test
  void isForgottenWhenItIsCalledOff() throws Exception {
    // Given
    UnderWay before = slowSwitchoverTo(installation.active().other());

    // When
    assertThat(installation.api().delete(before.id()).statusCode()).isEqualTo(202);

    // Then
    assertUnnoticed(before, "CANCELLED");
  }

  @Test
  void endsWhenTheWorkerChangesTheSchema() throws Exception {
    // Given
    UnderWay before = slowSwitchoverTo(installation.active().other());
    Database source = installation.database(before.to().other());

    // When
    source.run("ALTER TABLE customer ADD COLUMN late int");

    // Then
    JsonObject ended = assertUnnoticed(before, "ROLLED_BACK");
    assertThat(ended.getString("failure")).contains("schema", "changed after it was checked");
    source.run("ALTER TABLE customer DROP COLUMN late");
  }

  @Test
  void carriesWhatIsEmptiedAndWrittenAnewMeanwhile() throws Exception {
    // Given
    Side to = installation.active().other();
    Database source = installation.database(to.other());
    Database target = installation.database(to);
    for (Database database : List.of(source, target)) {
      database.run(
          "CREATE TABLE bulletin (n int, line text); CREATE TABLE board (n int PRIMARY KEY)");
    }
    source.run(
        "INSERT INTO bulletin VALUES (1, 'old'), (1, 'old'); INSERT INTO board VALUES (1), (2)");
    UnderWay before = slowSwitchoverTo(to);

    // When
    source.run(
        """
        INSERT INTO bulletin VALUES (2, 'new');
        TRUNCATE board; INSERT INTO board VALUES (7);
        UPDATE customer SET name = CASE id WHEN 1 THEN 'swap' ELSE name END WHERE id IN (1, 4);
        UPDATE parcel SET id = -id WHERE id = 5;
        DELETE FROM customer WHERE id = 1 + 3 * 499;
        """);

    // Then
    Schema.pace(target, 0);
    JsonObject ended = installation.awaitEnd(before.id());
    assertThat(ended.getString("state")).as(ended.encodePrettily()).isEqualTo("COMPLETED");
    assertThat(target.rows("SELECT n, line FROM bulletin ORDER BY n"))
        .containsExactly("1 | old", "1 | old", "2 | new");
    assertThat(target.rows("SELECT n FROM board")).containsExactly("7");
    assertThat(Content.of(source).withoutLedger()).isEqualTo(Content.of(target).withoutLedger());
    assertThat(source.rows(LEFT_BEHIND)).isEmpty();
    assertThat(steps(ended))
        .contains("compare both sides at the commit", "validate the foreign keys");
    for (Database database : List.of(source, target)) {
      database.run("DROP TABLE bulletin, board");
    }
  }
}

package hma.sandbox.endtoend;

import static hma.sandbox.endtoend.Installation.MASTER_JAR;
import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Side;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first copy whose master is killed: the next one goes on with what was committed. */
final class ResumableCopyEndToEndTest {
  private static final int SLOW = 20;
  private static final String CRATES =
      "CREATE TABLE crate (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customer)";
  private static final String CARRIED =
      "SELECT schema_name || '.' || relation_name FROM hma.unfit ORDER BY 1";

  @TempDir Path folder;

  @Test
  void goesOnWithWhatWasCommittedBeforeTheMasterWasKilled() throws Exception {
    try (Installation installation =
        Installation.start(folder, Map.of("HMA_STOP_GRACE", "4s", "HMA_RESUMABLE", "on"))) {
      // Given
      Database source = installation.database(Side.MASTER);
      Database target = installation.database(Side.SLAVE);
      source.run(CRATES);
      source.run(
          "INSERT INTO crate SELECT n, 1 + 3 * (n % 500) FROM generate_series(1, 110000) n; ANALYZE");
      target.run(CRATES);
      Schema.pace(target, SLOW);
      installation.awaitWorkAt(Side.MASTER);

      // When
      String id = installation.begin(Side.SLAVE);
      Installation.patiently()
          .ignoreExceptionsInstanceOf(SQLException.class)
          .until(() -> target.rows(CARRIED).contains("public.crate"));
      installation.kill(MASTER_JAR);

      // Then
      JsonObject ended = installation.awaitEnd(id);
      assertThat(ended.getString("state")).as(ended.encodePrettily()).isEqualTo("ROLLED_BACK");
      assertThat(objects(ended.getJsonArray("steps")))
          .extracting(step -> step.getString("name"))
          .contains("copy table by table")
          .doesNotContain("log the changes", "stop the worker");
      assertThat(installation.agents()).isZero();
      assertThat(target.rows(CARRIED)).containsExactly("public.crate");
      assertThat(target.number("SELECT count(*) FROM crate")).isEqualTo(110_000);
      assertThat(target.number("SELECT count(*) FROM parcel")).isZero();
      assertThat(objects(installation.api().status().getJsonArray("alarms")))
          .extracting(alarm -> alarm.getString("code"))
          .containsExactly("standby-unfit");
      assertThat(installation.notes().shifts()).hasSize(1);

      // When
      source.run("DELETE FROM crate WHERE id > 109000");
      Schema.pace(target, 0);
      JsonObject next = installation.awaitEnd(installation.begin(Side.SLAVE));

      // Then
      assertThat(next.getString("state")).as(next.encodePrettily()).isEqualTo("COMPLETED");
      assertThat(objects(next.getJsonArray("tables")))
          .filteredOn(table -> table.getString("table").equals("public.crate"))
          .singleElement()
          .matches(table -> table.getLong("rows") < 5000, "it is not carried whole again");
      installation.awaitWorkAt(Side.SLAVE);
      assertThat(Content.of(target).withoutLedger()).isEqualTo(Content.of(source).withoutLedger());
      assertThat(target.rows("SELECT id, customer_id FROM crate ORDER BY 1"))
          .isEqualTo(source.rows("SELECT id, customer_id FROM crate ORDER BY 1"));
      assertThat(target.rows(CARRIED)).isEmpty();
      assertThat(installation.api().status().getJsonArray("alarms")).isEmpty();
      assertThat(installation.notes().missingIn(target)).isEmpty();
      assertThat(installation.notes().overlaps()).isEmpty();
    }
  }

  private static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }
}

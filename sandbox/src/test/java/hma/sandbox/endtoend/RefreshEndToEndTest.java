package hma.sandbox.endtoend;

import static hma.sandbox.endtoend.Installation.MASTER_JAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hma.protocol.Side;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The standby is brought up to date while the worker goes on, and nobody else notices. */
final class RefreshEndToEndTest {
  private static final int SLOW = 8;
  private static final String NUMBERS = "SELECT coalesce(max(n), 0) FROM ledger";

  @TempDir private Path folder;
  private Installation installation;
  private Database active;
  private Database standby;

  @BeforeEach
  void start() throws Exception {
    installation = Installation.start(folder, Map.of("HMA_STOP_GRACE", "4s"));
    active = installation.database(Side.MASTER);
    standby = installation.database(Side.SLAVE);
    assertThat(installation.active()).isEqualTo(Side.MASTER);
    installation.awaitWorkAt(Side.MASTER);
  }

  @AfterEach
  void stop() {
    if (installation != null) {
      installation.close();
    }
  }

  private String begin() throws Exception {
    String answer = installation.api().inspect("/api/v1/refreshes").body();
    return new JsonObject(answer).getString("id");
  }

  private Instant freshAsOf() throws Exception {
    return installation.api().status().getJsonObject("standby").getInstant("freshAsOf");
  }

  @Test
  void bringsTheStandbyUpToDateAndLeavesTheWorkerAlone() throws Exception {
    // A first one copies all.
    Instant before = Instant.now();
    long written = active.number(NUMBERS);
    JsonObject first = installation.awaitEnd(begin());
    assertThat(first.getString("state")).as(first.encodePrettily()).isEqualTo("COMPLETED");
    assertThat(first.getString("kind")).isEqualTo("refresh");
    assertIsOfOneMomentAfter(written);
    assertThat(freshAsOf()).isEqualTo(first.getInstant("freshAsOf")).isAfter(before);
    assertThatThrownBy(() -> standby.run("DELETE FROM ledger"))
        .hasMessageContaining("permission denied");

    // One whose master is killed in the middle leaves all as it was.
    Content refreshed = Content.of(standby);
    Schema.change(active);
    Schema.pace(standby, SLOW);
    String interrupted = begin();
    installation.awaitLiveCopying(interrupted);
    installation.kill(MASTER_JAR);
    JsonObject ended = installation.awaitEnd(interrupted);
    assertThat(ended.getString("state")).as(ended.encodePrettily()).isEqualTo("ROLLED_BACK");
    Schema.pace(standby, 0);
    assertThat(Content.of(standby)).isEqualTo(refreshed);
    assertThat(active.rows(LiveCopyEndToEndTest.LEFT_BEHIND)).isEmpty();
    assertThat(freshAsOf()).isEqualTo(first.getInstant("freshAsOf"));

    // The next one carries what differs, and a switchover after it loses nothing.
    written = active.number(NUMBERS);
    CommandLine.Ended again = installation.commandLine().run("refresh", "--follow", "--json");
    assertThat(again.code()).as(again.out()).isZero();
    assertIsOfOneMomentAfter(written);
    assertThat(freshAsOf()).isAfter(first.getInstant("freshAsOf"));
    assertThat(installation.agents()).isZero();
    assertThat(installation.active()).isEqualTo(Side.MASTER);
    assertThat(installation.api().status().getLong("epoch")).isEqualTo(1);
    assertThat(installation.notes().shifts()).hasSize(1);
    Instant after = freshAsOf();
    installation.makeActive(Side.SLAVE);
    assertThat(installation.notes().missingIn(standby)).isEmpty();
    assertThat(installation.notes().overlaps()).isEmpty();
    assertThat(freshAsOf()).isAfter(after);
    assertThat(installation.api().status().getLong("epoch")).isEqualTo(2);
    assertThat(installation.api().status().getJsonArray("alarms")).isEmpty();
  }

  /** All of the ledger up to some number, which is not one before this; and all of the rest. */
  private void assertIsOfOneMomentAfter(long written) throws Exception {
    long last = standby.number(NUMBERS);
    assertThat(last).isBetween(written, active.number(NUMBERS));
    assertThat(Content.ledgerUpTo(standby, last)).isEqualTo(Content.ledgerUpTo(active, last));
    assertThat(standby.number("SELECT last_value FROM ledger_n")).isGreaterThanOrEqualTo(last);
    assertThat(Content.of(standby).withoutLedger()).isEqualTo(Content.of(active).withoutLedger());
  }
}

package hma.sandbox.endtoend;

import static hma.sandbox.endtoend.Installation.AGENT_JAR;
import static hma.sandbox.endtoend.Installation.MASTER_JAR;
import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Side;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Back or through, whatever fails in the middle: the second section of the design. All data moves
 * in the outage, so that there is a middle.
 */
final class DisturbedSwitchoverEndToEndTest {
  private static final int SLOW = 20;

  @TempDir static Path folder;
  private static Installation installation;

  @BeforeAll
  static void start() throws Exception {
    installation =
        Installation.start(folder, Map.of("HMA_STOP_GRACE", "4s", "HMA_LIVE_COPY", "off"));
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

  @ParameterizedTest
  @MethodSource("hma.sandbox.endtoend.SidesOfTheDay#sides")
  void goesBackWhenTheAgentIsKilledInTheMiddleOfTheCopy(Side to) throws Exception {
    // Given
    Undisturbed before = slowSwitchoverTo(to);

    // When
    installation.kill(AGENT_JAR);

    // Then
    assertThat(assertGoesBack(before)).contains("copy the rows");
    assertNextOneSucceeds(to);
  }

  @ParameterizedTest
  @MethodSource("hma.sandbox.endtoend.SidesOfTheDay#sides")
  void goesBackWhenTheSessionsOfHmaAreEnded(Side to) throws Exception {
    // Given
    Undisturbed before = slowSwitchoverTo(to);

    // When
    installation.database(Side.MASTER).endSessionsOfHma();

    // Then
    assertThat(assertGoesBack(before)).contains("copy the rows");
    assertNextOneSucceeds(to);
  }

  @ParameterizedTest
  @MethodSource("hma.sandbox.endtoend.SidesOfTheDay#sides")
  void goesBackWhenTheMasterIsKilledInTheMiddleOfTheCopy(Side to) throws Exception {
    // Given
    Undisturbed before = slowSwitchoverTo(to);

    // When
    installation.kill(MASTER_JAR);

    // Then
    assertThat(assertGoesBack(before)).contains("copy the rows");
    assertNextOneSucceeds(to);
  }

  @ParameterizedTest
  @MethodSource("hma.sandbox.endtoend.SidesOfTheDay#sides")
  void goesForwardWhenTheMasterIsKilledAfterTheCommit(Side to) throws Exception {
    // Given
    installation.makeActive(to.other());
    installation.faults(
        """
        {"method": "PATCH", "path": "/apps/%s/formation", "status": 503, "after": %d}
        """
            // The agent's app is the slave's: waking it up is the first call.
            .formatted(installation.app(to), to == Side.SLAVE ? 1 : 0));
    String id = installation.begin(to);
    CompletableFuture<List<String>> followed =
        CompletableFuture.supplyAsync(() -> installation.api().events(id, ""));
    installation.await(id, switchover -> Installation.isAt(switchover, "start the worker"));

    // When
    installation.kill(MASTER_JAR);
    installation.faults("");

    // Then
    JsonObject ended = installation.awaitEnd(id);
    List<String> events = new ArrayList<>(followed.get(60, TimeUnit.SECONDS));
    assertThat(events).isNotEmpty().doesNotContain("end");
    events.addAll(installation.api().events(id, events.getLast()));
    assertThat(events).as("what went on after the kill").doesNotHaveDuplicates().endsWith("end");
    assertThat(events.stream().limit(events.size() - 1).map(Integer::valueOf)).isSorted();
    assertThat(ended.getString("state")).as(ended.encodePrettily()).isEqualTo("COMPLETED");
    assertThat(installation.active()).isEqualTo(to);
    assertThat(installation.workerProcesses(to.other())).isZero();
    assertThat(installation.agents()).isZero();
    installation.awaitWorkAt(to);
  }

  @ParameterizedTest
  @CsvSource({
    // Refused for good: the worker that may have got the order is stopped for certain, and started.
    "'\"method\": \"PATCH\", \"path\": \"/apps/hma-master/formation\", \"status\": 403, \"times\": 1'",
    "'\"method\": \"GET\", \"path\": \"/apps/hma-master/dynos\", \"status\": 403, \"times\": 1'",
  })
  void goesBackWhenThePlatformApiRefuses(String fault) throws Exception {
    // Given
    installation.makeActive(Side.MASTER);
    Undisturbed before = Undisturbed.of(installation, Side.SLAVE);
    installation.faults("{" + fault + "}");

    // When
    before = before.begun(installation.begin(Side.SLAVE));

    // Then
    assertThat(assertGoesBack(before)).contains("stop the worker");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"method\": \"PATCH\", \"path\": \"/apps/hma-\", \"status\": 500, \"times\": 3'",
    "'\"method\": \"GET\", \"path\": \"/apps/hma-.*/dynos\", \"status\": 500, \"times\": 3'",
    "'\"method\": \"PATCH\", \"path\": \"/apps/hma-\", \"drop\": true, \"times\": 2'",
  })
  void completesWhenThePlatformApiFailsForAWhile(String fault) throws Exception {
    // Given
    Side to = installation.active().other();
    installation.healthy();
    installation.faults("{" + fault + "}");

    // When
    JsonObject ended = installation.awaitEnd(installation.begin(to));

    // Then
    assertThat(ended.getString("state")).as(ended.encodePrettily()).isEqualTo("COMPLETED");
    installation.awaitWorkAt(to);
  }

  /** How a switchover's sides were before it: the target is to stay so. */
  private record Undisturbed(Side to, String id, Content target) {
    static Undisturbed of(Installation installation, Side to) throws Exception {
      installation.awaitWorkAt(to.other());
      return new Undisturbed(to, "", Content.of(installation.database(to)));
    }

    Undisturbed begun(String id) {
      return new Undisturbed(to, id, target);
    }
  }

  /** Begins a switchover whose copy takes long, and waits until it is under way. */
  private static Undisturbed slowSwitchoverTo(Side to) throws Exception {
    installation.makeActive(to.other());
    Undisturbed before = Undisturbed.of(installation, to);
    Schema.change(installation.database(to.other()));
    Schema.pace(installation.database(to), SLOW);
    String id = installation.begin(to);
    installation.awaitCopying(id);
    return before.begun(id);
  }

  /** Everything is as before; returns what is said to have failed. */
  private static String assertGoesBack(Undisturbed before) throws Exception {
    Side from = before.to().other();
    JsonObject ended = installation.awaitEnd(before.id());
    assertThat(ended.getString("state")).as(ended.encodePrettily()).isEqualTo("ROLLED_BACK");
    assertThat(ended.getLong("outageMs")).as("the outage of a way back").isPositive();
    assertThat(installation.active()).isEqualTo(from);
    assertThat(installation.workers(from)).isEqualTo(1);
    assertThat(installation.workers(before.to())).isZero();
    assertThat(installation.workerProcesses(before.to())).isZero();
    assertThat(installation.agents()).isZero();
    assertThat(installation.database(from).number("SELECT count(*) FROM hma.fence")).isZero();
    assertThat(Content.of(installation.database(before.to()))).isEqualTo(before.target());
    installation.awaitWorkAt(from);
    assertThat(installation.api().status().getJsonArray("alarms")).isEmpty();
    return ended.getString("failure");
  }

  private static void assertNextOneSucceeds(Side to) throws Exception {
    installation.makeActive(to);
    installation.awaitWorkAt(to);
  }
}

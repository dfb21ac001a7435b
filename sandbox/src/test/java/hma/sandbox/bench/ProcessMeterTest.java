package hma.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProcessMeterTest {
  @Test
  void knowsTheServicesAndTheirPeersByTheirCommandLines() {
    assertThat(ProcessMeter.name("/usr/bin/java\0-Xmx64m\0-jar\0a/master-service.jar\0serve\0"))
        .contains("master");
    assertThat(ProcessMeter.name("java\0-jar\0a/slave-agent.jar\0")).contains("agent");
    assertThat(ProcessMeter.name("/usr/lib/postgresql/15/bin/psql\0-qX\0")).contains("psql");
    assertThat(ProcessMeter.name("pg_dump\0-a\0")).contains("pg_dump");
    assertThat(ProcessMeter.name("bash\0-c\0java -jar master-service.jar\0")).isEmpty();
    assertThat(ProcessMeter.name("")).isEmpty();
  }

  @Test
  void readsWhatLinuxTells() {
    assertThat(ProcessMeter.peak("Name:\tjava\nVmHWM:\t  147000 kB\nVmRSS:\t 1 kB\n"))
        .contains(147000L * 1024);
    assertThat(ProcessMeter.peak("Name:\tzombie\n")).isEmpty();
    assertThat(
            ProcessMeter.cpuMillis("7 (a) b) S 1 7 7 0 -1 4194304 0 0 0 0 150 50 0 0 20 0 1 0 9"))
        .isEqualTo(2000);
  }

  @Test
  void readsWhatTheShellTells() {
    assertThat(Peers.cpuMillis("NOTICE: 1.000 2.000 things\n0.250 1.500\n")).isEqualTo(1750);
    assertThat(Peers.cpuMillis("")).isZero();
  }

  @Test
  void namesEachMethodOnce() {
    JsonArray tables =
        new JsonArray()
            .add(new JsonObject().put("method", "same"))
            .add(new JsonObject().put("method", "delta"))
            .add(new JsonObject().put("method", "same"));

    assertThat(HmaRuns.methods(tables)).isEqualTo("delta, same");
  }

  @ParameterizedTest
  @EnumSource(names = {"PSQL", "PG_DUMP", "PGCOPYDB"})
  void givesPeersNothingSecretInTheirCommands(Contender contender) {
    String script = Peers.script(contender, Workload.SCHEMA);

    assertThat(script).contains("\"$SOURCE\"", "\"$TARGET\"", "TRUNCATE customer, purchase, item");
  }
}

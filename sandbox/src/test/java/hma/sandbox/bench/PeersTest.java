package hma.sandbox.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Side;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PeersTest {
  private static final int ROWS = 200;

  @Test
  void copiesTheRowsAloneWithWhateverIsInstalled() throws IOException {
    Programs programs = Programs.find();
    try (BenchDatabases databases = BenchDatabases.start(programs)) {
      databases.fill(Workload.BARE_TABLE, ROWS);
      BenchDatabase source = databases.of(Side.MASTER);
      source.run("CREATE SCHEMA hma; CREATE TABLE hma.state AS SELECT 1 AS epoch");
      int major = Integer.parseInt(source.value("SHOW server_version_num")) / 10_000;
      Peers peers = new Peers(programs);

      List<Contender> able =
          Arrays.stream(Contender.values())
              .filter(contender -> !contender.ours())
              .filter(contender -> programs.can(contender, major, Workload.BARE_TABLE))
              .toList();
      able.forEach(
          contender -> peers.copy(contender, Workload.BARE_TABLE, source, databases.peer()));

      assertThat(databases.peer().rows(Workload.BARE_TABLE)).isEqualTo(able.isEmpty() ? 0 : ROWS);
    }
  }

  @Test
  void readsWhatProgramsPrintThatIsNoText() {
    byte[] printed = "Context: \u00bb\u00fe@V\n0.250 1.500\n".getBytes(ISO_8859_1);

    assertThat(Peers.said(printed)).startsWith("Context: ").contains("@V");
    assertThat(Peers.cpuMillis(Peers.said(printed))).isEqualTo(1750);
  }

  @Test
  void saysWhereAnInstalledProgramTakesNoPart() {
    Optional<Path> psql = Optional.of(Path.of("psql"));
    Programs all = new Programs(psql, Optional.empty(), Optional.of(Path.of("pgcopydb")), psql);

    assertThat(all.can(Contender.PGCOPYDB, 15, Workload.SCHEMA)).isFalse();
    assertThat(all.missing(15))
        .anySatisfy(sentence ->
            assertThat(sentence)
                .contains("pgcopydb takes no part in foreign keys and secondary indexes"));
  }
}

package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.DatabaseUrl;
import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.Side;
import hma.protocol.TableSelection;
import hma.protocol.Writers;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Switchovers between two sites, one after the other, each judged by the text of both databases and
 * not by HMA. What the catalogs say of each side when this is made must hold after every move.
 */
final class JudgedMoves {
  private final TwoSites sites;
  private final Map<Side, Standing> standings = new EnumMap<>(Side.class);
  private long epoch = TwoSites.CLAIM.epoch();

  JudgedMoves(TwoSites sites) {
    this.sites = sites;
    for (Side side : Side.values()) {
      standings.put(side, Standing.of(database(side)));
    }
  }

  /** From the master, then from the slave, and so on. */
  void move() {
    Side from = epoch % 2 == 0 ? Side.MASTER : Side.SLAVE;
    Holding expected = Holding.of(database(from));

    carry(from);

    Holding.of(database(from.other())).assertEquals(expected);
    Holding.of(database(from)).assertEquals(expected);
    for (Side side : Side.values()) {
      Standing.of(database(side)).assertEquals(standings.get(side), side == from);
    }
    epoch++;
  }

  private void carry(Side from) {
    Claim claim = new Claim("move-" + epoch, epoch, TwoSites.CLAIM.term());
    Site source = site(from);
    Site target = site(from.other());
    MovePlan plan =
        MovePlanner.plan(
            from, source.catalog(TableSelection.all()), target.catalog(TableSelection.all()));
    source.fence(claim, plan);
    try (Source reading = source.openSource(claim, plan, Writers.STOPPED);
        Target writing = target.openTarget(claim, plan)) {
      sites.load(reading, writing, plan);
      for (MovedTable table : plan.tables()) {
        assertThat(writing.fingerprint(table))
            .as(table.toString())
            .isEqualTo(reading.fingerprint(table));
      }
      assertThat(writing.sequences()).isEqualTo(reading.sequences());
      writing.commit();
    }
  }

  private Site site(Side side) {
    return side == Side.MASTER ? sites.source() : sites.target();
  }

  private DatabaseUrl database(Side side) {
    return side == Side.MASTER ? sites.sourceDatabase() : sites.targetDatabase();
  }

  /** What moves. */
  private record Holding(
      Map<String, List<String>> rows,
      List<String> sequences,
      Map<String, List<String>> materializedViews) {

    static Holding of(DatabaseUrl database) {
      return new Holding(
          DatabaseText.rows(database),
          DatabaseText.sequences(database),
          DatabaseText.materializedViews(database));
    }

    void assertEquals(Holding expected) {
      assertThat(rows.keySet()).isEqualTo(expected.rows.keySet());
      rows.forEach(
          (table, lines) -> assertThat(lines).as(table).isEqualTo(expected.rows.get(table)));
      assertThat(sequences).isEqualTo(expected.sequences);
      assertThat(materializedViews).isEqualTo(expected.materializedViews);
    }
  }

  /** What does not move: the schema, and the rights while a side is not fenced. */
  private record Standing(Map<String, List<String>> catalogs, List<String> grants) {
    static Standing of(DatabaseUrl database) {
      return new Standing(DatabaseText.catalogs(database), DatabaseText.grants(database));
    }

    void assertEquals(Standing expected, boolean fenced) {
      catalogs.forEach(
          (part, lines) -> assertThat(lines).as(part).isEqualTo(expected.catalogs.get(part)));
      if (!fenced) {
        assertThat(grants).isEqualTo(expected.grants);
      }
    }
  }
}

package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.CaptureUnit;
import hma.protocol.MovedTable;
import hma.protocol.TableName;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is logged together. */
class CaptureUnitsTest {
  private final TwoSites sites = TwoSites.create();

  @AfterEach
  void close() {
    sites.close();
  }

  @Test
  void areTablesByThemselvesAndTreesWhoseRootHasAKey() {
    assertThat(
            units(
                "CREATE TABLE a (id integer PRIMARY KEY)",
                "CREATE TABLE b (id integer)",
                "CREATE TABLE r (id integer PRIMARY KEY) PARTITION BY RANGE (id)",
                "CREATE TABLE r1 PARTITION OF r FOR VALUES FROM (0) TO (9) PARTITION BY RANGE (id)",
                "CREATE TABLE r1a PARTITION OF r1 FOR VALUES FROM (0) TO (5)",
                "CREATE TABLE r2 PARTITION OF r DEFAULT"))
        .containsExactlyInAnyOrder(
            "a [id] on [a] of [a]",
            "b [] on [b] of [b]",
            "r [id] on [r, r1, r1a, r2] of [r1a, r2]");
  }

  @Test
  void areLeavesRowByRowWhereOnlyTheyHaveKeys() {
    assertThat(
            units(
                "CREATE TABLE r (id integer, at integer) PARTITION BY RANGE (at)",
                "CREATE TABLE r1 PARTITION OF r (PRIMARY KEY (id)) FOR VALUES FROM (0) TO (9)",
                "CREATE TABLE r2 PARTITION OF r DEFAULT"))
        .containsExactlyInAnyOrder(
            "r1 [id] on [r1] of [r1] row by row", "r2 [] on [r2] of [r2] row by row");
  }

  @Test
  void areWholeTreesThatHaveNoKeyAtAll() {
    assertThat(
            units(
                "CREATE TABLE r (id integer) PARTITION BY RANGE (id)",
                "CREATE TABLE r1 PARTITION OF r FOR VALUES FROM (0) TO (9)",
                "CREATE TABLE r2 PARTITION OF r DEFAULT"))
        .containsExactly("r [] on [r, r1, r2] of [r1, r2]");
  }

  @Test
  void areParentsAndHeirsEachByItself() {
    assertThat(
            units(
                "CREATE TABLE p (id integer PRIMARY KEY)",
                "CREATE TABLE h (PRIMARY KEY (id)) INHERITS (p)"))
        .containsExactlyInAnyOrder(
            "p [id] on [p] of [p] row by row", "h [id] on [h] of [h] row by row");
  }

  @Test
  void takeAKeyThatBothSidesHave() {
    sites.onSource(
        "CREATE TABLE r (id integer NOT NULL, u integer NOT NULL UNIQUE, UNIQUE (id, u)) PARTITION BY RANGE (u)");
    sites.onTarget(
        "CREATE TABLE r (id integer NOT NULL, u integer NOT NULL, UNIQUE (id, u)) PARTITION BY RANGE (u)");
    assertThat(units("CREATE TABLE r1 PARTITION OF r DEFAULT"))
        .containsExactly("r [id, u] on [r, r1] of [r1]");
  }

  @Test
  void leaveForcedRowSecurityToTheFenceAndPutItLast() {
    // Given
    sites.both(
        "CREATE TABLE forced (id integer PRIMARY KEY); ALTER TABLE forced ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        "CREATE TABLE small (id integer PRIMARY KEY)");
    sites.onSource(
        "ALTER TABLE forced NO FORCE ROW LEVEL SECURITY; INSERT INTO forced SELECT generate_series(1, 1000); ANALYZE; ALTER TABLE forced FORCE ROW LEVEL SECURITY");

    // When
    CaptureUnits.Choice choice = LiveCopy.choice(sites);

    // Then
    TableName forced = new TableName("public", "forced");
    TableName small = new TableName("public", "small");
    assertThat(choice.underFence()).containsExactly(forced);
    assertThat(choice.plan().tables()).extracting(MovedTable::name).containsExactly(small, forced);
    assertThat(choice.live().tables()).extracting(MovedTable::name).containsExactly(small);
    assertThat(choice.live().relations()).containsExactly(small);
  }

  private List<String> units(String... schema) {
    sites.both(schema);
    return LiveCopy.choice(sites).units().stream().map(CaptureUnitsTest::text).toList();
  }

  private static String text(CaptureUnit unit) {
    return "%s %s on %s of %s%s"
        .formatted(
            unit.table().name().name(),
            unit.table().key(),
            unit.relations().stream().map(TableName::name).toList(),
            unit.leaves().stream().map(TableName::name).toList(),
            unit.perRow() ? " row by row" : "");
  }
}

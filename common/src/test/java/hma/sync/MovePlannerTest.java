package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import hma.protocol.Catalog;
import hma.protocol.Column;
import hma.protocol.ComparedColumn;
import hma.protocol.ForeignKey;
import hma.protocol.Hashing;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.Side;
import hma.protocol.Table;
import hma.protocol.TableName;
import java.util.List;
import org.junit.jupiter.api.Test;

class MovePlannerTest {
  private static final TableName T = new TableName("public", "t");
  private static final TableName U = new TableName("public", "u");
  private static final Column ID = column("id", "integer");
  private static final Column NAME = column("name", "text");
  private static final Table PLAIN = table(T, ID, NAME);
  private static final MovedTable MOVED =
      new MovedTable(
          T,
          List.of("id", "name"),
          List.of(
              new ComparedColumn("id", Hashing.INTEGER), new ComparedColumn("name", Hashing.TEXT)),
          List.of(),
          0);

  @Test
  void movesLargeTablesFirstAndLeavesOutWhatIsComputed() {
    // Given
    Table large =
        new Table(
            U,
            Table.Kind.PLAIN,
            List.of(),
            List.of(
                ID,
                new Column("stored", "integer", true, false, true),
                new Column("virtual", "integer", true, true, true)),
            List.of("id"),
            List.of(),
            true,
            false,
            1000,
            8192);
    Table root =
        new Table(
            new TableName("public", "root"),
            Table.Kind.PARTITIONED,
            List.of(),
            List.of(ID),
            List.of(),
            List.of(),
            true,
            false,
            0,
            0);
    Catalog catalog =
        new Catalog(
            170000,
            List.of(root, PLAIN, large),
            List.of(),
            List.of(new TableName("public", "s")),
            List.of());

    // When
    MovePlan plan = MovePlanner.plan(Side.MASTER, catalog, catalog);

    // Then
    assertThat(plan)
        .isEqualTo(
            new MovePlan(
                List.of(root.name(), T, U),
                List.of(
                    new MovedTable(
                        U,
                        List.of("id"),
                        List.of(
                            new ComparedColumn("id", Hashing.INTEGER),
                            new ComparedColumn("stored", Hashing.INTEGER)),
                        List.of("id"),
                        1000),
                    MOVED),
                List.of(new TableName("public", "s"))));
  }

  @Test
  void letsColumnsHaveAnotherOrderAndTheTargetHaveOptionalOnes() {
    // Given
    Table other = table(T, NAME, new Column("extra", "text", false, false, true), ID);

    // When
    MovePlan plan = MovePlanner.plan(Side.MASTER, catalog(PLAIN), catalog(other));

    // Then
    assertThat(plan.tables()).containsExactly(MOVED);
  }

  @Test
  void takesTheSmallestUniqueKeyThatBothSidesHaveWhereThereIsNoPrimaryKey() {
    // Given
    Table here = withKeys(List.of(List.of("name"), List.of("id"), List.of("id", "name")));
    Table there = withKeys(List.of(List.of("id"), List.of("id", "name")));

    // When
    MovePlan plan = MovePlanner.plan(Side.MASTER, catalog(here), catalog(there));

    // Then
    assertThat(plan.tables().getFirst().key()).containsExactly("id");
  }

  private static Table withKeys(List<List<String>> keys) {
    return new Table(
        T, Table.Kind.PLAIN, List.of(), List.of(ID, NAME), List.of(), keys, true, false, 0, 0);
  }

  @Test
  void namesAPatternWithoutATable() {
    Catalog source =
        new Catalog(170000, List.of(PLAIN), List.of(), List.of(), List.of("public.tpyo"));

    assertThat(problems(source, catalog(PLAIN)))
        .isEqualTo(
            "PG_TABLES names 'public.tpyo', but the master has no such table: correct the name (a name without a schema means public)");
  }

  @Test
  void namesATableThatIsMissing() {
    assertThat(problems(catalog(PLAIN), catalog(table(U, ID))))
        .startsWith("table public.t is missing on the slave: bring the application's schema there");
  }

  @Test
  void namesAColumnThatIsMissing() {
    assertThat(problems(catalog(PLAIN), catalog(table(T, ID))))
        .isEqualTo("column name of public.t is missing on the slave: create it there");
  }

  @Test
  void namesAColumnOfAnotherType() {
    assertThat(problems(catalog(PLAIN), catalog(table(T, column("id", "bigint"), NAME))))
        .isEqualTo(
            "column id of public.t is integer on the master and bigint on the slave: make them the same");
  }

  @Test
  void namesAColumnThatIsGeneratedOnOneSide() {
    Table generated = table(T, ID, new Column("name", "text", true, false, true));

    assertThat(problems(catalog(PLAIN), catalog(generated)))
        .isEqualTo("column name of public.t is generated on one side only: make them the same");
  }

  @Test
  void namesAColumnOfTheTargetThatNeedsAValue() {
    assertThat(problems(catalog(PLAIN), catalog(table(T, ID, NAME, column("extra", "text")))))
        .isEqualTo(
            "column extra of public.t exists on the slave only and has no default: give it one");
  }

  @Test
  void namesAnotherPrimaryKey() {
    Table keyed = counterpart(Table.Kind.PLAIN, List.of("id"), true);

    assertThat(problems(catalog(PLAIN), catalog(keyed)))
        .isEqualTo(
            "table public.t has the primary key [] on the master and [id] on the slave: make them the same");
  }

  @Test
  void namesATableThatIsPartitionedOnOneSide() {
    Table parted = counterpart(Table.Kind.PARTITIONED, List.of(), true);

    assertThat(problems(catalog(PLAIN), catalog(parted)))
        .isEqualTo(
            "table public.t is partitioned on one side only: give it the same definition on both");
  }

  @Test
  void namesTablesOfOtherRolesOnTheirSide() {
    Table theirs = counterpart(Table.Kind.PLAIN, List.of(), false);

    assertThat(problems(catalog(PLAIN), catalog(theirs)))
        .contains("table public.t on the slave belongs to another role: make HMA's role its owner")
        .doesNotContain("on the master");
  }

  @Test
  void namesForeignKeysToTablesThatDoNotMoveOnEitherSide() {
    Catalog source = keyed(new ForeignKey("t_to_u", T, U, "…"));
    Catalog target = keyed(new ForeignKey("u_to_t", U, T, "…"));

    assertThat(problems(source, target))
        .isEqualTo(
            "foreign key t_to_u of public.t references public.u on the master, but public.u does not move: add it to PG_TABLES, or create it on both sides; "
                + "foreign key u_to_t of public.u references public.t on the slave, but public.u does not move: add it to PG_TABLES, or create it on both sides");
  }

  @Test
  void namesASequenceThatIsMissing() {
    Catalog source =
        new Catalog(
            170000, List.of(PLAIN), List.of(), List.of(new TableName("public", "s")), List.of());

    assertThat(problems(source, catalog(PLAIN)))
        .isEqualTo("sequence public.s is missing on the slave: create it there");
  }

  @Test
  void namesAPartWhoseWholeDoesNotMove() {
    assertThat(problems(catalog(part(T, U)), catalog(part(T, U))))
        .isEqualTo(
            "table public.t is a part of public.u, which does not move: add public.u to PG_TABLES");
  }

  @Test
  void namesAPartThatOnlyTheTargetHas() {
    assertThat(problems(catalog(PLAIN), catalog(PLAIN, part(U, T))))
        .isEqualTo(
            "table public.u, a part of public.t, exists on the slave only: detach or drop it there, or create it on both sides");
  }

  @Test
  void namesAPartThatIsAloneOnTheOtherSide() {
    assertThat(problems(catalog(PLAIN, part(U, T)), catalog(PLAIN, table(U, ID, NAME))))
        .isEqualTo(
            "table public.u is a part of [public.t] on the master and [] on the slave: make them the same");
  }

  @Test
  void namesEverythingAtOnceAndTheSidesTheOtherWayRound() {
    UnfitSchemas unfit =
        catchThrowableOfType(
            UnfitSchemas.class,
            () ->
                MovePlanner.plan(
                    Side.SLAVE,
                    catalog(PLAIN, table(U, ID)),
                    catalog(table(T, column("id", "bigint")))));

    assertThat(String.valueOf(unfit.getMessage()).split("; "))
        .containsExactly(
            "column id of public.t is integer on the slave and bigint on the master: make them the same",
            "column name of public.t is missing on the master: create it there",
            "table public.u is missing on the master: bring the application's schema there first, as its migrations or pg_dump --schema-only do");
  }

  private static String problems(Catalog source, Catalog target) {
    UnfitSchemas unfit =
        catchThrowableOfType(
            UnfitSchemas.class, () -> MovePlanner.plan(Side.MASTER, source, target));
    return String.valueOf(unfit.getMessage());
  }

  private static Catalog catalog(Table... tables) {
    return new Catalog(170000, List.of(tables), List.of(), List.of(), List.of());
  }

  private static Catalog keyed(ForeignKey key) {
    return new Catalog(170000, List.of(PLAIN), List.of(key), List.of(), List.of());
  }

  private static Table table(TableName name, Column... columns) {
    return new Table(
        name,
        Table.Kind.PLAIN,
        List.of(),
        List.of(columns),
        List.of(),
        List.of(),
        true,
        false,
        0,
        0);
  }

  /** The plain table's counterpart, but for what it is, its primary key or its owner. */
  private static Table counterpart(Table.Kind kind, List<String> key, boolean owned) {
    return new Table(T, kind, List.of(), List.of(ID, NAME), key, List.of(), owned, false, 0, 0);
  }

  private static Table part(TableName name, TableName whole) {
    return new Table(
        name,
        Table.Kind.PLAIN,
        List.of(whole),
        List.of(ID, NAME),
        List.of(),
        List.of(),
        true,
        false,
        0,
        0);
  }

  private static Column column(String name, String type) {
    return new Column(name, type, false, false, false);
  }
}

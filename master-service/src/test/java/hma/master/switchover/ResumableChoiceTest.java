package hma.master.switchover;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.LiveCopySettings.Resumable;
import hma.protocol.Catalog;
import hma.protocol.Column;
import hma.protocol.Inventory;
import hma.protocol.Side;
import hma.protocol.Table;
import hma.protocol.TableName;
import hma.protocol.Unfit;
import hma.sync.MovePlanner;
import hma.sync.SideSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which tables are committed one by one, by what the planner believes of both sides. */
class ResumableChoiceTest {
  private static final List<String> KEY = List.of("id");

  private final List<Table> source = new ArrayList<>();
  private final List<Table> target = new ArrayList<>();

  private void table(String name, List<String> key, long here, long there) {
    source.add(table(name, key, here));
    target.add(table(name, key, there));
  }

  /** So many rows that copying them may take that long. */
  private static long rowsOf(Duration time) {
    long rows = 1_000_000_000;
    return time.toMillis() * rows / Forecasts.copyMs(table("any", KEY, rows));
  }

  private static Table table(String name, List<String> key, long rows) {
    return new Table(
        name(name),
        Table.Kind.PLAIN,
        List.of(),
        List.of(new Column("id", "bigint", false, false, false)),
        key,
        List.of(),
        true,
        false,
        rows,
        8192);
  }

  private static TableName name(String table) {
    return new TableName("public", table);
  }

  private ResumableChoice choice(Resumable rule, String... carried) {
    SideSchema here = schema(Side.MASTER, source);
    SideSchema there = schema(Side.SLAVE, target);
    List<TableName> before = List.of(carried).stream().map(ResumableChoiceTest::name).toList();
    return ResumableChoice.of(
        new Preflight.DataChecks(
            here,
            there,
            MovePlanner.review(here, there),
            List.of(),
            before.isEmpty()
                ? Optional.empty()
                : Optional.of(new Unfit("earlier", Instant.EPOCH, before))),
        rule);
  }

  private static SideSchema schema(Side side, List<Table> tables) {
    return new SideSchema(
        side,
        new Catalog(170000, tables, List.of(), List.of(), List.of()),
        new Inventory("UTF8", List.of(), List.of(), List.of(), List.of(), 0));
  }

  private static List<String> names(ResumableChoice choice) {
    return choice.tables().stream().map(table -> table.name().name()).toList();
  }

  @Test
  void takesTablesOneByOneOnlyWhereCopyingThemWholeIsLong() {
    table("large", KEY, rowsOf(Duration.ofSeconds(3570)), 0);

    assertThat(choice(Resumable.AUTO).tables()).isEmpty();
    assertThat(choice(Resumable.AUTO).why())
        .isEqualTo(
            "copying whole what the slave lacks may take about 59 min: the copy is one transaction (HMA_RESUMABLE=auto, up to 60 min)");

    table("more", KEY, rowsOf(Duration.ofMinutes(1)), 0);
    assertThat(names(choice(Resumable.AUTO))).containsExactly("large", "more");
    assertThat(choice(Resumable.AUTO).why())
        .isEqualTo(
            "copying whole what the slave lacks may take about 60 min: 2 tables are carried and committed one by one before the rest, and the slave can't be activated as it is until a switchover to it or a refresh is through (HMA_RESUMABLE=auto, more than 60 min)");
    assertThat(choice(Resumable.OFF).tables()).isEmpty();
  }

  @Test
  void leavesWhatHasNoKeyOrIsAboutThereToTheLiveCopy() {
    table("nearly", KEY, 900, 700);
    table("log", List.of(), 800, 0);
    table("far", KEY, 700, 400);
    table("emptied", KEY, 0, 700);
    table("lost", KEY, 600, 0);

    assertThat(names(choice(Resumable.ON))).containsExactly("far", "lost");
    assertThat(choice(Resumable.AUTO).tables()).isEmpty();
  }

  @Test
  void goesOnWithWhatAnInterruptedCopyHasNotCarried() {
    table("carried", KEY, 900, 0);
    table("lacking", KEY, 800, 0);

    ResumableChoice choice = choice(Resumable.AUTO, "carried");

    assertThat(names(choice)).containsExactly("lacking");
    assertThat(choice.why())
        .isEqualTo(
            "the copy that switchover earlier began goes on: 1 table is there, 1 table is still carried and committed one by one");
    assertThat(choice(Resumable.OFF, "carried").tables()).isEmpty();
  }
}

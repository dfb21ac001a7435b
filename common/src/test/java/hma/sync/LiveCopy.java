package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;

import hma.postgres.Sql;
import hma.protocol.Afterwards;
import hma.protocol.CaptureUnit;
import hma.protocol.Cargo;
import hma.protocol.Catalog;
import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.TableChanges;
import hma.protocol.TableName;
import hma.protocol.TableSelection;
import hma.protocol.UnitChanges;
import hma.protocol.Writers;
import hma.workflow.Workflows;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A copy of a source that is written meanwhile: capture, first copy, rounds, fence, last round,
 * commit; as a switchover would do it.
 */
final class LiveCopy implements AutoCloseable {
  static final Claim CLAIM = TwoSites.CLAIM;
  static final int INLINE = 1 << 20;

  private final TwoSites sites;
  private final Vertx vertx = Vertx.vertx();
  private final CaptureUnits.Choice choice;
  private final Map<Integer, CaptureUnit> units;
  private final Map<TableName, MovedTable> tables;
  private final LiveTarget target;
  private final SourceRounds rounds;

  private LiveCopy(TwoSites sites) {
    this.sites = sites;
    this.choice = choice(sites);
    this.units =
        choice.units().stream().collect(Collectors.toMap(CaptureUnit::number, Function.identity()));
    this.tables =
        choice.plan().tables().stream()
            .collect(Collectors.toMap(MovedTable::name, Function.identity()));
    sites.source().startCapture(CLAIM, choice.units());
    this.target =
        sites.target().openLiveTarget(CLAIM, choice.plan(), choice.units(), Afterwards.ACTIVE);
    this.rounds = sites.source().openRounds(CLAIM, choice.live(), choice.units());
  }

  /** Starts the capture and makes the first copy. */
  static LiveCopy begin(TwoSites sites) {
    LiveCopy copy = new LiveCopy(sites);
    copy.copy();
    return copy;
  }

  static CaptureUnits.Choice choice(TwoSites sites) {
    Catalog source = sites.source().catalog(TableSelection.all());
    Catalog other = sites.target().catalog(TableSelection.all());
    MovePlan plan = MovePlanner.plan(sites.source().side(), source, other);
    return CaptureUnits.of(source, other, plan);
  }

  /** A mover to a side that becomes active; from now on the source logs what is written. */
  static LiveMover mover(TwoSites sites, CaptureUnits.Choice choice, MoveProgress progress) {
    return mover(sites, CLAIM, choice, Afterwards.ACTIVE, progress);
  }

  /** A mover; from now on the source logs what is written. */
  static LiveMover mover(
      TwoSites sites,
      Claim claim,
      CaptureUnits.Choice choice,
      Afterwards afterwards,
      MoveProgress progress) {
    sites.source().startCapture(claim, choice.units());
    return new LiveMover(
        sites.workflows(),
        new LiveMover.Sides(sites.source(), sites.target(), afterwards),
        claim,
        choice,
        progress);
  }

  private void copy() {
    try (Source source = sites.source().openSource(CLAIM, choice.live(), Writers.AT_WORK)) {
      sites.mover(source, target, choice.live(), new TwoSites.Moves()).move();
    }
    target.makeIndexes();
  }

  SourceRounds rounds() {
    return rounds;
  }

  LiveTarget target() {
    return target;
  }

  CaptureUnits.Choice choice() {
    return choice;
  }

  /** Carries what was logged up to now. */
  List<UnitChanges> round(int mostBytes) {
    List<UnitChanges> changes = rounds.begin(mostBytes);
    Carrier carrier = new Carrier(new Workflows(vertx), rounds, target, new TwoSites.Moves());
    List<TableName> whole = new ArrayList<>();
    for (UnitChanges change : changes) {
      CaptureUnit unit = units.get(change.unit());
      if (change.marked()) {
        whole.addAll(unit.leaves());
      } else if (change.streamed()) {
        carrier.carry(unit.table(), Cargo.LOGGED_KEYS);
        carrier.carry(unit.table(), Cargo.LOGGED_ROWS);
      }
    }
    if (!whole.isEmpty()) {
      target.prepare(new TableChanges(whole, List.of()));
      whole.forEach(leaf -> carrier.carry(tables.get(leaf), Cargo.ALL_ROWS));
    }
    target.apply(changes);
    rounds.finish();
    return changes;
  }

  /** Fences the source, carries the rest, proves it, commits, and cleans up on both sides. */
  void finish() {
    commit();
    sites.target().validate(CLAIM);
    assertThat(sites.source().stopCapture(CLAIM)).isEmpty();
    assertThatNothingIsLeft(sites);
  }

  /** Fences the source, carries the rest, proves it and commits. */
  void commit() {
    sites.source().fence(CLAIM, choice.plan());
    round(INLINE);
    assertThat(rounds.begin(INLINE)).isEmpty();
    underFence();
    target.restoreUnvalidated();
    target.computeViews(choice.plan().materializedViews());
    for (MovedTable table : choice.live().tables()) {
      assertThat(target.fingerprint(table))
          .as(table.name().toString())
          .isEqualTo(rounds.fingerprint(table));
    }
    target.setSequences(rounds.sequences());
    rounds.finish();
    target.commit();
  }

  private void underFence() {
    if (!choice.underFence().isEmpty()) {
      target.prepare(new TableChanges(choice.underFence(), List.of()));
      try (Source source = sites.source().openSource(CLAIM, choice.plan(), Writers.STOPPED)) {
        choice.underFence().forEach(name -> TwoSites.copy(source, target, tables.get(name)));
      }
    }
  }

  static void assertThatNothingIsLeft(TwoSites sites) {
    assertThat(
            Sql.rows(
                sites.sourceDatabase(),
                """
                SELECT tgname FROM pg_trigger WHERE tgname LIKE 'hma%'
                UNION ALL
                SELECT proname FROM pg_proc WHERE pronamespace = 'hma'::regnamespace
                UNION ALL
                SELECT relname FROM pg_class
                WHERE relnamespace = 'hma'::regnamespace AND relname ~ '^capture_[0-9]'
                UNION ALL
                SELECT 'hma.capture' FROM hma.capture
                UNION ALL
                SELECT 'hma.capture_marks' FROM hma.capture_marks
                """))
        .isEmpty();
  }

  /** Compares both databases by their text, without HMA. */
  void assertEqual() {
    Map<String, List<String>> expected = DatabaseText.rows(sites.sourceDatabase());
    DatabaseText.rows(sites.targetDatabase())
        .forEach((table, lines) -> assertThat(lines).as(table).isEqualTo(expected.get(table)));
    assertThat(DatabaseText.sequences(sites.targetDatabase()))
        .isEqualTo(DatabaseText.sequences(sites.sourceDatabase()));
  }

  @Override
  public void close() {
    rounds.close();
    target.close();
    vertx.close().await();
  }
}

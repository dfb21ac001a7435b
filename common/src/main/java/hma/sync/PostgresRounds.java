package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Postgres;
import hma.protocol.CaptureUnit;
import hma.protocol.Cargo;
import hma.protocol.Claim;
import hma.protocol.Extent;
import hma.protocol.Fingerprint;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.SequenceValue;
import hma.protocol.SurveyedTable;
import hma.protocol.TableName;
import hma.protocol.TableTotals;
import hma.protocol.UnitChanges;
import hma.protocol.ViewVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Repeatable-read transactions on a database of this machine, one for each round. */
final class PostgresRounds implements SourceRounds {
  private final Postgres postgres;
  private final DatabaseSession session;
  private final Claim claim;
  private final MovePlan plan;
  private final List<CaptureUnit> units;
  private final LoggedChanges logged;
  private TableFiles files;
  private TableFiles filesOfRound;
  private @Nullable OpenTables open;

  private PostgresRounds(
      Postgres postgres,
      DatabaseSession session,
      Claim claim,
      MovePlan plan,
      List<CaptureUnit> units) {
    this.postgres = postgres;
    this.session = session;
    this.claim = claim;
    this.plan = plan;
    this.units = List.copyOf(units);
    this.logged = new LoggedChanges(session, UnitKeys.read(session, units));
    this.files = TableFiles.read(session, units);
    this.filesOfRound = files;
  }

  static PostgresRounds open(
      Postgres postgres, Claim claim, MovePlan plan, List<CaptureUnit> units) {
    DatabaseSession session = DatabaseSession.open(postgres);
    try {
      return new PostgresRounds(postgres, session, claim, plan, units);
    } catch (RuntimeException failure) {
      session.close();
      throw failure;
    }
  }

  @Override
  public List<UnitChanges> begin(int mostBytes) {
    if (open != null) {
      open.streams().close();
      session.run("giving up a round", "ROLLBACK");
      open = null;
    }
    OpenTables tables = new OpenTables(session, plan);
    List<UnitChanges> changes = new ArrayList<>();
    // Somebody may have emptied a table in a transaction that is still open.
    new PatientTransaction(
            session,
            LockPatience.besideWriters(),
            TableLock.ACCESS_SHARE,
            plan.relations(),
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE; " + OpenTables.settings())
        .open("reading what was logged", () -> changes.addAll(taken(tables.streams(), mostBytes)));
    open = tables;
    return changes;
  }

  private List<UnitChanges> taken(TableStreams streams, int mostBytes) {
    Map<Integer, Long> logs = CaptureLogs.read(session, claim, units);
    filesOfRound = TableFiles.read(session, units);
    return logged.take(streams, logs, units, files.rewritten(filesOfRound, units), mostBytes);
  }

  @Override
  public void finish() {
    round();
    new StateRow(session).check(claim);
    session.run("ending a round", "COMMIT");
    open = null;
    files = filesOfRound;
    logged.vacuum();
  }

  private OpenTables round() {
    if (open == null) {
      throw new IllegalStateException("no round is under way");
    }
    return open;
  }

  @Override
  public String exportSnapshot() {
    round();
    return PostgresSource.exportSnapshot(session);
  }

  @Override
  public Source beside(MovePlan part) {
    return PostgresSource.join(postgres, part, exportSnapshot());
  }

  @Override
  public List<TableName> rewritten() {
    round();
    return RewrittenRelations.read(session, plan);
  }

  @Override
  public List<ViewVersion> viewVersions() {
    round();
    return MaterializedViews.versions(session, plan.materializedViews());
  }

  @Override
  public List<Extent> extents(List<TableName> asked) {
    return round().extents(asked);
  }

  @Override
  public List<TableTotals> survey(List<SurveyedTable> asked) {
    return round().survey(asked);
  }

  @Override
  public RowReader read(MovedTable table, Cargo cargo) {
    return switch (cargo) {
      case LOGGED_KEYS -> logged.keys(round().streams(), table);
      case LOGGED_ROWS -> logged.rows(round().streams(), table);
      default -> new SourceCargo(round().workbench(table)).read(cargo);
    };
  }

  @Override
  public RowWriter write(MovedTable table, Cargo cargo) {
    return new SourceCargo(round().workbench(table)).write(cargo);
  }

  @Override
  public Fingerprint fingerprint(MovedTable table) {
    round();
    return Fingerprints.of(session, table);
  }

  @Override
  public List<SequenceValue> sequences() {
    round();
    return Sequences.read(session, plan.sequences());
  }

  @Override
  public void close() {
    if (open != null) {
      open.streams().close();
    }
    session.close();
  }
}

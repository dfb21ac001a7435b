package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Postgres;
import hma.protocol.Cargo;
import hma.protocol.Extent;
import hma.protocol.Fingerprint;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.SequenceValue;
import hma.protocol.SurveyedTable;
import hma.protocol.TableTotals;
import hma.protocol.Writers;
import java.util.List;

/** A repeatable-read transaction on a database of this machine, which is never committed. */
final class PostgresSource implements Source {
  private final DatabaseSession session;
  private final MovePlan plan;
  private final OpenTables tables;

  private PostgresSource(DatabaseSession session, MovePlan plan) {
    this.session = session;
    this.plan = plan;
    this.tables = new OpenTables(session, plan);
  }

  static PostgresSource open(Postgres postgres, MovePlan plan, Writers writers) {
    DatabaseSession session = DatabaseSession.open(postgres);
    try {
      session.run("opening the snapshot", snapshot(plan));
      if (writers == Writers.STOPPED) {
        SuspendedRowSecurity.lift(session, plan.relations());
      }
    } catch (RuntimeException failure) {
      session.close();
      throw failure;
    }
    return new PostgresSource(session, plan);
  }

  /**
   * The locks keep others from altering tables, which snapshots don't protect from; they come
   * before the first SELECT, which takes the snapshot. It is not read-only for the sake of its
   * temporary tables.
   */
  private static String snapshot(MovePlan plan) {
    String lock =
        plan.relations().isEmpty()
            ? ""
            : "LOCK TABLE " + Names.list("", plan.relations()) + " IN ACCESS SHARE MODE; ";
    return "BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE; "
        + OpenTables.settings()
        + "; "
        + lock
        + "SELECT 1";
  }

  @Override
  public List<Extent> extents() {
    return tables.extents();
  }

  @Override
  public List<TableTotals> survey(List<SurveyedTable> asked) {
    return tables.survey(asked);
  }

  @Override
  public RowReader read(MovedTable table, Cargo cargo) {
    return new SourceCargo(tables.workbench(table)).read(cargo);
  }

  @Override
  public RowWriter write(MovedTable table, Cargo cargo) {
    return new SourceCargo(tables.workbench(table)).write(cargo);
  }

  @Override
  public Fingerprint fingerprint(MovedTable table) {
    return Fingerprints.of(session, table);
  }

  @Override
  public List<SequenceValue> sequences() {
    return Sequences.read(session, plan.sequences());
  }

  @Override
  public void close() {
    tables.streams().close();
    session.close();
  }
}

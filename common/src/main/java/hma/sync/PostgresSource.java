package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Identifiers;
import hma.postgres.Postgres;
import hma.protocol.Cargo;
import hma.protocol.Extent;
import hma.protocol.Fingerprint;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.ProblemException;
import hma.protocol.SequenceValue;
import hma.protocol.SurveyedTable;
import hma.protocol.TableName;
import hma.protocol.TableTotals;
import hma.protocol.Writers;
import io.vertx.pgclient.PgException;
import java.util.List;

/** A repeatable-read transaction on a database of this machine, which is never committed. */
final class PostgresSource implements Source {
  private static final String BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE; ";
  private static final String BRIEFLY = "SET LOCAL lock_timeout = '200ms'; ";
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final Postgres postgres;
  private final DatabaseSession session;
  private final MovePlan plan;
  private final OpenTables tables;

  private PostgresSource(Postgres postgres, DatabaseSession session, MovePlan plan) {
    this.postgres = postgres;
    this.session = session;
    this.plan = plan;
    this.tables = new OpenTables(session, plan);
  }

  static PostgresSource open(Postgres postgres, MovePlan plan, Writers writers) {
    DatabaseSession session = begin(postgres, BEGIN + reading(plan.relations()));
    try {
      if (writers == Writers.STOPPED) {
        SuspendedRowSecurity.lift(session, plan.relations());
      }
    } catch (RuntimeException failure) {
      session.close();
      throw failure;
    }
    return new PostgresSource(postgres, session, plan);
  }

  /**
   * Opens another view of the moment that somebody else's snapshot shows. It waits for locks but
   * briefly: who wants a table alone may be waiting for the other view.
   *
   * @throws hma.protocol.ProblemException {@code locked}
   */
  static PostgresSource join(Postgres postgres, MovePlan plan, String snapshot) {
    // Who has taken row security off holds the locks of those tables.
    List<TableName> readable =
        plan.relations().stream().filter(name -> !plan.forced().contains(name)).toList();
    String joining = "SET TRANSACTION SNAPSHOT " + Identifiers.literal(snapshot) + "; ";
    try {
      return new PostgresSource(
          postgres, begin(postgres, BEGIN + BRIEFLY + joining + reading(readable)), plan);
    } catch (ProblemException failure) {
      throw isLock(failure)
          ? SiteProblems.locked(
              "opening another view of a snapshot",
              "somebody has one of its tables alone, or waits for that",
              failure)
          : failure;
    }
  }

  private static boolean isLock(ProblemException failure) {
    return failure.getCause() instanceof PgException refused
        && LOCK_NOT_AVAILABLE.equals(refused.getSqlState());
  }

  private static DatabaseSession begin(Postgres postgres, String statements) {
    DatabaseSession session = DatabaseSession.open(postgres);
    try {
      session.run("opening the snapshot", statements);
    } catch (RuntimeException failure) {
      session.close();
      throw failure;
    }
    return session;
  }

  /**
   * The locks keep others from altering tables, which snapshots don't protect from; they come
   * before the first SELECT, which takes the snapshot. It is not read-only for the sake of its
   * temporary tables.
   */
  private static String reading(List<TableName> relations) {
    String lock =
        relations.isEmpty()
            ? ""
            : "LOCK TABLE " + Names.list("", relations) + " IN ACCESS SHARE MODE; ";
    return OpenTables.settings() + "; " + lock + "SELECT 1";
  }

  @Override
  public String exportSnapshot() {
    return exportSnapshot(session);
  }

  static String exportSnapshot(DatabaseSession session) {
    return session
        .run("exporting the snapshot", "SELECT pg_export_snapshot()")
        .iterator()
        .next()
        .getString(0);
  }

  @Override
  public Source beside(MovePlan part) {
    return join(postgres, part, exportSnapshot());
  }

  @Override
  public List<TableName> rewritten() {
    return RewrittenRelations.read(session, plan);
  }

  @Override
  public List<Extent> extents(List<TableName> asked) {
    return tables.extents(asked);
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

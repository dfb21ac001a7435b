package hma.sync;

import hma.config.DatabaseUrl;
import hma.postgres.DatabaseSession;
import hma.postgres.Postgres;
import hma.protocol.Activity;
import hma.protocol.Afterwards;
import hma.protocol.Analysis;
import hma.protocol.Backlog;
import hma.protocol.CaptureUnit;
import hma.protocol.Catalog;
import hma.protocol.Claim;
import hma.protocol.Inventory;
import hma.protocol.MovePlan;
import hma.protocol.Outcome;
import hma.protocol.Side;
import hma.protocol.SiteRole;
import hma.protocol.SiteState;
import hma.protocol.TableName;
import hma.protocol.TableSelection;
import hma.protocol.Writers;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A side whose database this process reaches by itself. */
public final class PostgresSite implements LiveSite {
  private final Side side;
  private final Postgres database;
  private final LockPatience patience;
  private final LockPatience writerPatience;

  /** Connects when it is used, with up to two connections at a time. */
  public PostgresSite(Vertx vertx, Side side, DatabaseUrl database) {
    this(side, Postgres.of(vertx, database, "hma/site"));
  }

  /**
   * Connects when it is used, with up to two connections at a time.
   *
   * @param database where what else this process opens there is named after it, it is not taken for
   *     a log-in of others
   */
  public PostgresSite(Side side, Postgres database) {
    this(side, database, LockPatience.usual(), LockPatience.besideWriters());
  }

  PostgresSite(Side side, Postgres database, LockPatience patience, LockPatience writerPatience) {
    this.side = side;
    this.database = database;
    this.patience = patience;
    this.writerPatience = writerPatience;
  }

  /** Makes HMA's schema in the database where it is missing; to be called once at start. */
  public void install() {
    with(session -> {
      HmaSchema.install(session, side);
      return side;
    });
  }

  /** What this database can tell to whoever finds nothing else; empty where HMA never was here. */
  public Optional<Standby> standby() {
    return with(Standby::read);
  }

  /**
   * Makes this side the active one as it stands, in one transaction: its fence lifted, its epoch
   * raised, its receipt written. Repeating it changes nothing.
   *
   * @throws hma.protocol.ProblemException {@code stale-term}; {@code locked}
   */
  public void activate(Claim claim) {
    new Activation(postgres("activate", claim), patience, claim).run();
  }

  @Override
  public Side side() {
    return side;
  }

  @Override
  public SiteState state() {
    return with(session -> new StateRow(session).read());
  }

  @Override
  public void raiseTerm(long term) {
    with(session -> {
      new StateRow(session).raiseTerm(term);
      return side;
    });
  }

  @Override
  public void adopt(long epoch, long term) {
    with(session -> {
      new StateRow(session).adopt(epoch, term);
      return side;
    });
  }

  @Override
  public Catalog catalog(TableSelection selection) {
    return reading(session -> new CatalogReader(session, selection).read());
  }

  @Override
  public Inventory inventory(TableSelection selection) {
    return reading(session -> new InventoryReader(session, selection).read());
  }

  @Override
  public Analysis analyze(List<TableName> tables) {
    try (DatabaseSession session = DatabaseSession.open(postgres("hma/statistics"))) {
      return new Statistics(session, Statistics.LIMIT).renew(tables);
    }
  }

  @Override
  public List<String> obstacles(MovePlan plan, SiteRole role) {
    Rehearsal rehearsal = new Rehearsal(postgres("hma/rehearsal"), patience, plan);
    List<String> refusals =
        switch (role) {
          case SOURCE -> rehearsal.source();
          case LOGGED_SOURCE -> rehearsal.loggedSource();
          case TARGET -> rehearsal.target();
        };
    return refusals.stream().map(refusal -> "on the " + side.label() + ", " + refusal).toList();
  }

  @Override
  public Activity activity() {
    return with(session -> Sessions.activity(session, database.ownLogIns()));
  }

  @Override
  public int terminateSessions() {
    return with(Sessions::terminate);
  }

  @Override
  public void fence(Claim claim, MovePlan plan) {
    new FenceRaising(postgres("fence", claim), patience, claim, plan).run();
  }

  @Override
  public void fenceAll(Claim claim, TableSelection selection) {
    new WholeFence(postgres("fence", claim), patience, claim, selection).run();
  }

  @Override
  public void lift(Claim claim) {
    try (DatabaseSession session = DatabaseSession.open(postgres("fence", claim))) {
      new PatientTransaction(session, patience, TableLock.SHARE, List.of())
          .open("lifting the fence", () -> lift(session, claim));
    }
  }

  private static void lift(DatabaseSession session, Claim claim) {
    new Fence(session).lift();
    StateRow state = new StateRow(session);
    state.forgetMomentOfFence(claim);
    state.check(claim);
    session.run("committing", "COMMIT");
  }

  @Override
  public Outcome settle(Claim claim) {
    Postgres postgres = postgres("settle", claim);
    try (DatabaseSession session = DatabaseSession.open(postgres)) {
      // An abandoned transaction that holds the receipt would make the insert wait for ever.
      Sessions.terminateOwn(session, application("target", claim));
      StateRow state = new StateRow(session);
      session.run("opening a transaction", "BEGIN");
      state.record(claim, Outcome.ABORTED);
      Outcome outcome = state.outcome(claim);
      state.check(claim);
      session.run("committing", "COMMIT");
      return outcome;
    }
  }

  @Override
  public Source openSource(Claim claim, MovePlan plan, Writers writers) {
    return PostgresSource.open(postgres("source", claim), plan, writers);
  }

  @Override
  public Source joinSource(Claim claim, MovePlan plan, String snapshot) {
    return PostgresSource.join(postgres("source", claim), plan, snapshot);
  }

  @Override
  public Target openTarget(Claim claim, MovePlan plan) {
    return PostgresTarget.open(postgres("target", claim), patience, claim, plan);
  }

  @Override
  public void startCapture(Claim claim, List<CaptureUnit> units) {
    capture(claim).install(units);
  }

  @Override
  public List<String> stopCapture(Claim claim) {
    return capture(claim).remove();
  }

  @Override
  public Backlog backlog(Claim claim, List<CaptureUnit> units) {
    return capture(claim).backlog(units);
  }

  private Capture capture(Claim claim) {
    return new Capture(postgres("capture", claim), writerPatience, claim);
  }

  @Override
  public SourceRounds openRounds(Claim claim, MovePlan plan, List<CaptureUnit> units) {
    return PostgresRounds.open(postgres("rounds", claim), claim, plan, units);
  }

  @Override
  public LiveTarget openLiveTarget(
      Claim claim, MovePlan plan, List<CaptureUnit> units, Afterwards afterwards) {
    TargetFence fence = new TargetFence(claim, plan, afterwards);
    return PostgresTarget.open(postgres("target", claim), patience, fence, units);
  }

  @Override
  public void endVacuums(MovePlan plan) {
    with(session -> {
      new ServerVacuums(session, plan.relations()).giveWay();
      return side;
    });
  }

  @Override
  public Target openResumableTarget(Claim claim, MovePlan plan) {
    return ResumableTarget.open(postgres("part", claim), patience, claim, plan);
  }

  @Override
  public void validate(Claim claim) {
    UnvalidatedKeys.validate(postgres("validate", claim), writerPatience, claim);
  }

  @Override
  public String schemaStamp(TableSelection selection) {
    return reading(session -> SchemaStamp.of(session, selection));
  }

  /** Outside of a transaction, so that it can be told afterwards who was in the way. */
  private <T> T reading(Function<DatabaseSession, T> work) {
    return with(session -> LockHolders.named(session, () -> work.apply(session)));
  }

  private <T> T with(Function<DatabaseSession, T> work) {
    try (DatabaseSession session = DatabaseSession.open(database)) {
      return work.apply(session);
    }
  }

  private Postgres postgres(String purpose, Claim claim) {
    return postgres(application(purpose, claim));
  }

  private Postgres postgres(String application) {
    return database.named(application);
  }

  /** The name by which a session is found in {@code pg_stat_activity}: at most 63 bytes. */
  private static String application(String purpose, Claim claim) {
    return "hma/" + purpose + "/" + claim.switchover();
  }
}

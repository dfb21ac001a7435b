package hma.master.agent;

import hma.protocol.Activity;
import hma.protocol.Afterwards;
import hma.protocol.AgentPaths;
import hma.protocol.Analysis;
import hma.protocol.Backlog;
import hma.protocol.CaptureUnit;
import hma.protocol.Catalog;
import hma.protocol.Claim;
import hma.protocol.DatabaseCommand;
import hma.protocol.Hello;
import hma.protocol.Inventory;
import hma.protocol.MovePlan;
import hma.protocol.Outcome;
import hma.protocol.ProblemException;
import hma.protocol.SessionCommand;
import hma.protocol.Side;
import hma.protocol.SiteResult;
import hma.protocol.SiteRole;
import hma.protocol.SiteState;
import hma.protocol.SourceCommand;
import hma.protocol.TableName;
import hma.protocol.TableSelection;
import hma.protocol.TargetCommand;
import hma.protocol.Writers;
import hma.signing.SignedClient;
import hma.sync.LiveSite;
import hma.sync.LiveTarget;
import hma.sync.Source;
import hma.sync.SourceRounds;
import hma.sync.Target;
import hma.workflow.Awaiting;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A side whose database only its agent reaches.
 *
 * <p>Every method may also throw a {@link ProblemException} with one of the codes of {@link
 * AgentUnreachable} or {@link hma.protocol.AgentProblems}. Where what the agent did stays unknown,
 * repeating the method is safe.
 */
public final class RemoteSite implements LiveSite {
  private static final Duration ASK_AGAIN = Duration.ofMillis(250);

  private final Vertx vertx;
  private final Side side;
  private final AgentCalls calls;
  private final AgentOperations operations;

  /** Over a client of the agent; the caller closes it. */
  public RemoteSite(Vertx vertx, SignedClient client, Side side, AgentPatience patience) {
    this.vertx = vertx;
    this.side = side;
    this.calls = new AgentCalls(client, patience);
    this.operations = new AgentOperations(calls);
  }

  /**
   * Waits until the agent is there and its database answers; blocks.
   *
   * @param limit the longest wait
   * @throws ProblemException {@code agent-unreachable}, {@code agent-refused}, or what keeps the
   *     agent from its database
   */
  public Hello hello(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    AgentRequest request = AgentRequest.of(HttpMethod.GET, AgentPaths.HELLO);
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      try {
        return greeted(AgentOperations.content(calls.exchange(request, left), Hello.class));
      } catch (ProblemException problem) {
        if (!problem.problem().retryable() || System.nanoTime() >= end) {
          throw problem;
        }
      }
      Awaiting.pause(ASK_AGAIN);
    }
  }

  @Override
  public Side side() {
    return side;
  }

  @Override
  public SiteState state() {
    return ask(new DatabaseCommand.ReadState(), SiteResult.State.class).state();
  }

  @Override
  public void raiseTerm(long term) {
    run(new DatabaseCommand.RaiseTerm(term));
  }

  @Override
  public void adopt(long epoch, long term) {
    run(new DatabaseCommand.Adopt(epoch, term));
  }

  @Override
  public Catalog catalog(TableSelection selection) {
    return ask(new DatabaseCommand.ReadCatalog(selection), SiteResult.CatalogRead.class).catalog();
  }

  @Override
  public Inventory inventory(TableSelection selection) {
    return ask(new DatabaseCommand.TakeInventory(selection), SiteResult.InventoryTaken.class)
        .inventory();
  }

  @Override
  public Analysis analyze(List<TableName> tables) {
    return ask(new DatabaseCommand.Analyze(tables), SiteResult.Analyzed.class).analysis();
  }

  @Override
  public List<String> obstacles(MovePlan plan, SiteRole role) {
    return ask(new DatabaseCommand.FindObstacles(plan, role), SiteResult.Obstacles.class)
        .obstacles();
  }

  @Override
  public Activity activity() {
    return ask(new DatabaseCommand.ReadActivity(), SiteResult.ActivityRead.class).activity();
  }

  @Override
  public int terminateSessions() {
    return Math.toIntExact(
        ask(new DatabaseCommand.TerminateSessions(), SiteResult.Count.class).count());
  }

  @Override
  public void fence(Claim claim, MovePlan plan) {
    run(new DatabaseCommand.Fence(claim, plan));
  }

  @Override
  public void fenceAll(Claim claim, TableSelection selection) {
    run(new DatabaseCommand.FenceAll(claim, selection));
  }

  @Override
  public void lift(Claim claim) {
    run(new DatabaseCommand.Lift(claim));
  }

  @Override
  public Outcome settle(Claim claim) {
    return ask(new DatabaseCommand.Settle(claim), SiteResult.Settled.class).outcome();
  }

  @Override
  public Source openSource(Claim claim, MovePlan plan, Writers writers) {
    return source(claim, new SourceCommand.OpenSource(claim, plan, writers));
  }

  @Override
  public Source joinSource(Claim claim, MovePlan plan, String snapshot) {
    return source(claim, new SourceCommand.JoinSource(claim, plan, snapshot));
  }

  private Source source(Claim claim, SourceCommand opening) {
    return new RemoteSource(open(claim.switchover(), opening), joining(claim));
  }

  private BiFunction<MovePlan, String, Source> joining(Claim claim) {
    return (part, snapshot) -> joinSource(claim, part, snapshot);
  }

  @Override
  public SourceRounds openRounds(Claim claim, MovePlan plan, List<CaptureUnit> units) {
    SessionCommand opening = new SourceCommand.OpenRounds(claim, plan, units);
    return new RemoteRounds(open(claim.switchover(), opening), joining(claim));
  }

  @Override
  public Target openTarget(Claim claim, MovePlan plan) {
    return new RemoteTarget(open(claim.switchover(), new TargetCommand.OpenTarget(claim, plan)));
  }

  @Override
  public LiveTarget openLiveTarget(
      Claim claim, MovePlan plan, List<CaptureUnit> units, Afterwards afterwards) {
    SessionCommand opening = new TargetCommand.OpenLiveTarget(claim, plan, units, afterwards);
    return new RemoteTarget(open(claim.switchover(), opening));
  }

  @Override
  public Target openResumableTarget(Claim claim, MovePlan plan) {
    SessionCommand opening = new TargetCommand.OpenResumableTarget(claim, plan);
    return new RemoteTarget(open(claim.switchover(), opening));
  }

  @Override
  public void startCapture(Claim claim, List<CaptureUnit> units) {
    run(new DatabaseCommand.StartCapture(claim, units));
  }

  @Override
  public List<String> stopCapture(Claim claim) {
    return ask(new DatabaseCommand.StopCapture(claim), SiteResult.Obstacles.class).obstacles();
  }

  @Override
  public Backlog backlog(Claim claim, List<CaptureUnit> units) {
    return ask(new DatabaseCommand.ReadBacklog(claim, units), SiteResult.BacklogRead.class)
        .backlog();
  }

  @Override
  public void endVacuums(MovePlan plan) {
    run(new DatabaseCommand.EndVacuums(plan));
  }

  @Override
  public void validate(Claim claim) {
    run(new DatabaseCommand.Validate(claim));
  }

  @Override
  public String schemaStamp(TableSelection selection) {
    return ask(new DatabaseCommand.StampSchema(selection), SiteResult.SchemaStamped.class).stamp();
  }

  private RemoteSession open(String switchover, SessionCommand opening) {
    RemoteSession session = RemoteSession.open(vertx, calls, switchover);
    try {
      session.run(opening);
    } catch (RuntimeException failure) {
      session.close();
      throw failure;
    }
    return session;
  }

  private Hello greeted(Hello hello) {
    if (hello.side() != side) {
      throw AgentUnreachable.notUnderstood(
          "the agent serves the " + hello.side().label() + ", not the " + side.label());
    }
    return hello;
  }

  private void run(DatabaseCommand command) {
    ask(command, SiteResult.Done.class);
  }

  private <T extends SiteResult> T ask(DatabaseCommand command, Class<T> answer) {
    return operations.run(AgentPaths.operation(AgentOperations.newId()), command, answer);
  }
}

package hma.agent.session;

import hma.agent.work.Operations;
import hma.agent.work.PreparedSite;
import hma.agent.work.Tasks;
import hma.protocol.AgentProblems;
import hma.protocol.SessionCommand;
import hma.protocol.SiteResult;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one switchover holds open here, and the operations on it, which run one at a time. */
public final class Session {
  private static final Logger log = LoggerFactory.getLogger(Session.class);

  private final String id;
  private final String switchover;
  private final Workflows workflows;
  private final Tasks tasks;
  private final Operations operations;
  private final SideWork side;
  private volatile Instant lastHeard;
  private @Nullable Dropped dropped;

  /** Why the session has ended, and when it has ended altogether. */
  private record Dropped(String why, Future<Void> closed) {}

  Session(
      String id, String switchover, PreparedSite site, Workflows workflows, InstantSource clock) {
    this.id = id;
    this.switchover = switchover;
    this.workflows = workflows;
    this.tasks = new Tasks(workflows);
    this.operations = Operations.inTurn(tasks, clock);
    this.side = new SideWork(site, tasks);
    this.lastHeard = clock.instant();
  }

  /** Its name. */
  public String id() {
    return id;
  }

  /** Runs a command once, however often it is handed in under this id. */
  public Future<SiteResult> submit(String operation, String content, SessionCommand command) {
    return operations.submit(operation, content, () -> run(operation, command));
  }

  /** The outcome of an operation that was handed in before. */
  public Future<SiteResult> find(String operation) {
    return operations.find(operation);
  }

  /** A chunk of the export that this operation started. */
  public Future<ExportChunk> exported(String operation, long chunk) {
    return side.data().export(operation).chunk(chunk);
  }

  /** Takes a chunk for the import that this operation started; completes when it is written. */
  public Future<Void> imported(String operation, long chunk, Buffer bytes) {
    return side.data().importing(operation).chunk(chunk, bytes);
  }

  String switchover() {
    return switchover;
  }

  void heard(Instant now) {
    lastHeard = now;
  }

  Instant lastHeard() {
    return lastHeard;
  }

  /**
   * Ends what runs, closes what is open; a target that has not committed rolls back.
   *
   * @return completes when all is closed; the same one when asked again
   */
  synchronized Future<Void> drop(String why) {
    Dropped before = dropped;
    if (before != null) {
      return before.closed();
    }
    log.atInfo().addKeyValue("session", id).addKeyValue("reason", why).log("Session dropped");
    Future<Void> closed = workflows.start("drop-" + id, this::close);
    dropped = new Dropped(why, closed);
    return closed;
  }

  /**
   * This session.
   *
   * @throws hma.protocol.ProblemException {@code session-dropped} when it was dropped
   */
  synchronized Session unlessDropped() {
    Dropped end = dropped;
    if (end != null) {
      throw AgentProblems.sessionDropped(id, end.why());
    }
    return this;
  }

  private SiteResult run(String operation, SessionCommand command) {
    unlessDropped();
    try {
      return side.run(operation, command);
    } catch (RuntimeException failure) {
      // Whatever else it looks like: the end of the session is why the work failed.
      unlessDropped();
      throw failure;
    }
  }

  private Void close() {
    tasks.interrupt();
    side.shut();
    return null;
  }
}

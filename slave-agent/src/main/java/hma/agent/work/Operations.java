package hma.agent.work;

import hma.protocol.AgentProblems;
import hma.protocol.SiteResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Runs each operation once, however often it is asked for.
 *
 * <p>The outcome of an operation is kept for {@link #KEPT} after it ended: far longer than a
 * signature is valid or a master tries again.
 */
public final class Operations {
  /** How long an outcome is kept. */
  public static final Duration KEPT = Duration.ofMinutes(15);

  private final Order order;
  private final InstantSource clock;
  private final Map<String, Operation> known = new LinkedHashMap<>();

  /** In which order operations run. */
  public interface Order {
    /** Runs the work now or when its turn comes. */
    Future<SiteResult> start(String name, Callable<SiteResult> work);
  }

  private Operations(Order order, InstantSource clock) {
    this.order = order;
    this.clock = clock;
  }

  /** Operations that run as they come, also several at once. */
  public static Operations concurrent(Tasks tasks, InstantSource clock) {
    return new Operations(tasks::start, clock);
  }

  /** Operations that run one after the other. */
  public static Operations inTurn(Tasks tasks, InstantSource clock) {
    return new Operations(new Turns(tasks), clock);
  }

  /**
   * Runs an operation, unless one of this id was handed in before: then that one is meant.
   *
   * @param id the operation's id
   * @param content what tells it from another operation of the same id
   * @param work what to do; what it throws becomes a {@link SiteResult.Failed}
   * @return the outcome; never fails
   * @throws hma.protocol.ProblemException {@code id-reused} when the content is another
   */
  public synchronized Future<SiteResult> submit(
      String id, String content, Callable<SiteResult> work) {
    forgetOld();
    Operation before = known.get(id);
    if (before != null) {
      return before.resultFor(id, content);
    }
    Operation operation = new Operation(content);
    known.put(id, operation);
    operation.result = order.start("operation-" + id, () -> outcome(operation, work));
    return operation.result;
  }

  /**
   * An operation that was handed in before.
   *
   * @throws hma.protocol.ProblemException {@code unknown-operation} when none was
   */
  public synchronized Future<SiteResult> find(String id) {
    Operation operation = known.get(id);
    if (operation == null) {
      throw AgentProblems.unknownOperation(id);
    }
    return operation.result;
  }

  private SiteResult outcome(Operation operation, Callable<SiteResult> work) {
    try {
      return work.call();
    } catch (Exception failure) {
      return new SiteResult.Failed(Failures.problem(failure));
    } finally {
      operation.endedAt = clock.instant();
    }
  }

  private void forgetOld() {
    Instant limit = clock.instant().minus(KEPT);
    known.values().removeIf(operation -> operation.endedBefore(limit));
  }

  /** One operation; its result is set before anybody else can see it. */
  private static final class Operation {
    private final String content;
    private Future<SiteResult> result = Future.failedFuture("not started");
    private volatile @Nullable Instant endedAt;

    private Operation(String content) {
      this.content = content;
    }

    private Future<SiteResult> resultFor(String id, String otherContent) {
      if (!content.equals(otherContent)) {
        throw AgentProblems.idReused(id);
      }
      return result;
    }

    private boolean endedBefore(Instant limit) {
      Instant ended = endedAt;
      return ended != null && ended.isBefore(limit);
    }
  }

  /** Lets one operation start when the one before has ended. */
  private static final class Turns implements Order {
    private final Tasks tasks;
    private Future<?> last = Future.succeededFuture();

    private Turns(Tasks tasks) {
      this.tasks = tasks;
    }

    @Override
    public synchronized Future<SiteResult> start(String name, Callable<SiteResult> work) {
      Future<SiteResult> next = last.transform((result, failure) -> tasks.start(name, work));
      last = next;
      return next;
    }
  }
}

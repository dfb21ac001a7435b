package hma.master.switchover;

import hma.sync.Site;
import hma.workflow.Awaiting;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;

/**
 * What both sides answered to one question.
 *
 * @param source the source's answer
 * @param target the target's answer
 */
record Answers<T>(T source, T target) {
  /** A catalog of thousands of tables is read in seconds. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /**
   * Asks both sides at the same time; blocks until both have answered or failed, so that nothing is
   * left under way on either.
   *
   * @throws RuntimeException what one of them failed with
   */
  static <T> Answers<T> of(
      Workflows workflows, Site source, Site target, Function<Site, T> question) {
    Future<T> asked = workflows.start("ask-the-source", () -> question.apply(source));
    T answer;
    try {
      answer = question.apply(target);
    } catch (RuntimeException failure) {
      awaitEnd(asked, failure);
      throw failure;
    }
    return new Answers<>(await(asked), answer);
  }

  private static void awaitEnd(Future<?> asked, RuntimeException failure) {
    try {
      await(asked);
    } catch (RuntimeException another) {
      failure.addSuppressed(another);
    }
  }

  private static <T> T await(Future<T> asked) {
    return Awaiting.await(asked, LIMIT, "the source's answer");
  }
}

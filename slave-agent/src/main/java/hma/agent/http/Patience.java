package hma.agent.http;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Holds an answer back until the work is done, but no longer than the limit: then the answer is
 * that the work is under way.
 *
 * @param limit well below the 30 s of Heroku's router
 */
record Patience(Duration limit) {
  /** The answer, in time. */
  <T> Future<Answer> await(Future<T> work, Function<T, Answer> whenDone) {
    return work.timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .map(whenDone)
        .recover(failure ->
            failure instanceof TimeoutException
                ? Future.succeededFuture(new Answer.Pending())
                : Future.failedFuture(failure));
  }
}

package hma.master.switchover;

import io.vertx.core.Future;
import java.util.Optional;

/** Changes of the fences that people ask for: one at a time, never while a switchover runs. */
public interface FenceChanges {
  /**
   * Begins one; a doctor or compare that is under way is called off.
   *
   * @return completes once it has begun; fails with a {@link hma.protocol.ProblemException} of
   *     status 409 while a switchover runs ({@code switchover-running}) or another change ({@code
   *     fence-changing}), and where nothing is fenced by HMA ({@code fence-off})
   */
  Future<FenceChangeView> change(FenceChange wanted);

  /** One of the newest changes of this process. */
  Optional<FenceChangeView> findChange(String id);
}

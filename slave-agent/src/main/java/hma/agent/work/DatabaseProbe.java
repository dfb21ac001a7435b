package hma.agent.work;

import hma.protocol.SiteState;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Whether the database answers. Anybody may ask, so a look is shared for {@link #SHARED}: small
 * plans have 20 connections for all.
 */
public final class DatabaseProbe {
  /** How long an answer stands. */
  public static final Duration SHARED = Duration.ofSeconds(3);

  private final PreparedSite site;
  private final Workflows workflows;
  private final InstantSource clock;
  private Instant lookedAt = Instant.MIN;
  private Future<SiteState> latest = Future.failedFuture("not looked yet");

  /** A probe that has not looked yet. */
  public DatabaseProbe(PreparedSite site, Workflows workflows, InstantSource clock) {
    this.site = site;
    this.workflows = workflows;
    this.clock = clock;
  }

  /** What the database remembers; fails when it can't be asked. */
  public synchronized Future<SiteState> look() {
    boolean old = lookedAt.isBefore(clock.instant().minus(SHARED));
    if (old && latest.isComplete()) {
      lookedAt = clock.instant();
      latest = workflows.start("probe", () -> site.get().state());
    }
    return latest;
  }
}

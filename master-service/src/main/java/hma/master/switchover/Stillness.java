package hma.master.switchover;

import hma.protocol.ClientSession;
import hma.sync.Site;
import hma.workflow.Awaiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Proves that a side's worker has stopped: Heroku lists no dyno of it, and none of its database
 * sessions is left. Neither alone is a proof: a dyno leaves the list before its process ends, and a
 * process may be between two connections.
 */
final class Stillness {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration DYNO_POLL = Duration.ofSeconds(1);

  private final Worker worker;
  private final Site site;
  private final InstantSource clock;
  private final Runnable beforeEachLook;
  private Instant nextLookAtDynos = Instant.MIN;
  private boolean dynosListed = true;
  private List<ClientSession> sessions = List.of();

  /**
   * Watches a worker.
   *
   * @param beforeEachLook throws when the watch is to end
   */
  Stillness(Worker worker, Site site, InstantSource clock, Runnable beforeEachLook) {
    this.worker = worker;
    this.site = site;
    this.clock = clock;
    this.beforeEachLook = beforeEachLook;
  }

  /**
   * Waits until nothing is seen of the worker, twice in a row.
   *
   * @return whether that came within the limit
   */
  boolean await(Duration limit) {
    Instant end = clock.instant().plus(limit);
    boolean stillBefore = false;
    while (true) {
      boolean still = look();
      if (still && stillBefore) {
        return true;
      }
      if (clock.instant().isAfter(end)) {
        return false;
      }
      stillBefore = still;
      beforeEachLook.run();
      Awaiting.pause(POLL);
    }
  }

  /**
   * Ends every session that appears, until neither a dyno nor a session was seen for a while.
   *
   * @param quiet how long nothing may be seen
   * @throws UnfitForSwitchover when something is still seen after three times as long
   */
  void enforce(Duration quiet) {
    Instant since = clock.instant();
    Instant end = since.plus(quiet.multipliedBy(3));
    while (clock.instant().isBefore(since.plus(quiet))) {
      if (!look()) {
        since = clock.instant();
        site.terminateSessions();
        if (since.isAfter(end)) {
          throw new UnfitForSwitchover(
              "on the %s something comes back again and again (%s): stop that client, since the worker is not started beside it"
                  .formatted(site.side().label(), seen()));
        }
      }
      beforeEachLook.run();
      Awaiting.pause(DYNO_POLL);
    }
  }

  /** What was seen last, for people. */
  String seen() {
    String who =
        sessions.stream()
            .map(session ->
                "%s (pid %d, '%s')".formatted(session.role(), session.pid(), session.application()))
            .collect(Collectors.joining(", "));
    return (dynosListed ? "dynos are listed" : "no dyno is listed")
        + (who.isEmpty() ? ", no session is left" : ", sessions are left: " + who);
  }

  private boolean look() {
    sessions = site.sessions();
    if (dynosListed || !clock.instant().isBefore(nextLookAtDynos)) {
      dynosListed = !worker.dynos().isEmpty();
      nextLookAtDynos = clock.instant().plus(DYNO_POLL);
    }
    return sessions.isEmpty() && !dynosListed;
  }
}

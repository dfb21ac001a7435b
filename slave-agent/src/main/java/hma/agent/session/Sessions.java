package hma.agent.session;

import hma.agent.work.DatabaseCommands.SwitchoverSessions;
import hma.agent.work.PreparedSite;
import hma.protocol.AgentProblems;
import hma.workflow.Awaiting;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of this agent. One that was dropped stays known for an hour, so that nothing late
 * opens it again.
 */
public final class Sessions implements SwitchoverSessions {
  private static final Logger log = LoggerFactory.getLogger(Sessions.class);
  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final Duration DROP_LIMIT = Duration.ofSeconds(30);

  private final PreparedSite site;
  private final Workflows workflows;
  private final InstantSource clock;
  private final Duration silence;
  private final Map<String, Session> known = new HashMap<>();

  /**
   * Without any session yet.
   *
   * @param silence how long a session lives without a request for it
   */
  public Sessions(PreparedSite site, Workflows workflows, InstantSource clock, Duration silence) {
    this.site = site;
    this.workflows = workflows;
    this.clock = clock;
    this.silence = silence;
  }

  /**
   * Opens a session; one that is open already stays as it is.
   *
   * @throws hma.protocol.ProblemException {@code id-reused} when it serves another switchover,
   *     {@code session-dropped} when it was dropped
   */
  public synchronized Session open(String id, String switchover) {
    Session before = known.get(id);
    if (before == null) {
      log.atInfo()
          .addKeyValue("session", id)
          .addKeyValue("switchover", switchover)
          .log("Session opened");
      Session opened = new Session(id, switchover, site, workflows, clock);
      known.put(id, opened);
      return opened;
    }
    if (!before.switchover().equals(switchover)) {
      throw AgentProblems.idReused(id);
    }
    return heard(before);
  }

  /**
   * An open session, which is kept open by being asked for.
   *
   * @throws hma.protocol.ProblemException {@code unknown-session} or {@code session-dropped}
   */
  public synchronized Session get(String id) {
    Session session = known.get(id);
    if (session == null) {
      throw AgentProblems.unknownSession(id);
    }
    return heard(session);
  }

  /** Drops a session; completes when all is closed, at once when there is none. */
  public Future<Void> drop(String id) {
    return drop(session -> session.id().equals(id), "the master ended it");
  }

  /** Drops every session. */
  public Future<Void> dropAll(String why) {
    return drop(session -> true, why);
  }

  @Override
  public void dropSessionsOf(String switchover) {
    Future<Void> dropped =
        drop(session -> session.switchover().equals(switchover), "its switchover was settled");
    Awaiting.await(dropped, DROP_LIMIT, "dropping the sessions of a switchover");
  }

  /** Drops the sessions of masters that went silent; to be called every second or so. */
  public void dropSilent() {
    Instant now = clock.instant();
    Instant oldest = now.minus(silence);
    drop(
        session -> session.lastHeard().isBefore(oldest),
        "the master was silent for " + silence.toSeconds() + " s");
    forget(now.minus(REMEMBERED));
  }

  private Session heard(Session session) {
    session.unlessDropped().heard(clock.instant());
    return session;
  }

  private synchronized Future<Void> drop(Predicate<Session> which, String why) {
    List<Future<Void>> dropped = new ArrayList<>();
    known.values().stream().filter(which).forEach(session -> dropped.add(session.drop(why)));
    return Future.join(dropped).mapEmpty();
  }

  private synchronized void forget(Instant limit) {
    known.values().removeIf(session -> session.lastHeard().isBefore(limit));
  }
}

package hma.master.journal;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The record of every switchover and of who owns the worker.
 *
 * <p>Every write is keyed by the switchover and reads the term FOR SHARE: a master that was
 * replaced writes nothing more. Each may be repeated, since the connection may break after its
 * effect.
 */
public final class Journal {
  /** The beginning of every statement that writes; {@code $1} is the term. */
  static final String LEADING =
      "WITH leader_term AS (SELECT 1 FROM hma.state WHERE term = $1 FOR SHARE) ";

  private final Leadership leadership;

  /** Writes for as long as the leadership lasts. */
  public Journal(Leadership leadership) {
    this.leadership = leadership;
  }

  /** What it holds of the openings of a standby. */
  public Openings openings() {
    return new Openings(this, leadership);
  }

  /** Whether the schedule is to be followed. */
  public Pauses pauses() {
    return new Pauses(this, leadership);
  }

  /** Which tokens have acted. */
  public SpentTokens spentTokens() {
    return new SpentTokens(leadership);
  }

  /** Which side's database was last seen with a copy that is not complete. */
  public UnfitSides unfitSides() {
    return new UnfitSides(leadership);
  }

  /** Who owns the worker; empty before the first adoption. */
  public Optional<Ownership> ownership() {
    return leadership.within(Entries::ownership);
  }

  /**
   * Records who owns the worker; an older epoch never replaces a newer one. How fresh the standby
   * is, and when it was decided, is only recorded with a new epoch.
   */
  public void own(Ownership ownership) {
    write(
        "recording the owner",
        LEADING
            + """
            INSERT INTO hma.ownership (owner, epoch, formation, standby_as_of, decided_at, since)
            SELECT $2, $3, $4, $5, $6, clock_timestamp() FROM leader_term
            ON CONFLICT (one_row) DO UPDATE
            SET owner = excluded.owner, epoch = excluded.epoch, formation = excluded.formation,
                standby_as_of = CASE WHEN hma.ownership.epoch = excluded.epoch
                                     THEN hma.ownership.standby_as_of
                                     ELSE excluded.standby_as_of END,
                decided_at = CASE WHEN hma.ownership.epoch = excluded.epoch
                                  THEN hma.ownership.decided_at
                                  ELSE excluded.decided_at END,
                since = CASE WHEN hma.ownership.owner = excluded.owner
                             THEN hma.ownership.since ELSE excluded.since END
            WHERE hma.ownership.epoch <= excluded.epoch
            """,
        ownership.owner().name(),
        ownership.epoch(),
        new JsonArray(ownership.formation().stream().map(JsonObject::mapFrom).toList()),
        written(ownership.standbyAsOf()),
        written(ownership.decidedAt()));
  }

  /** Records that it was decided at this moment that the owner of this epoch stays active. */
  public void decided(long epoch, Instant moment) {
    write(
        "recording a decision",
        LEADING
            + """
            UPDATE hma.ownership SET decided_at = CASE WHEN epoch = $2 THEN $3 ELSE decided_at END
            WHERE EXISTS (TABLE leader_term)
            """,
        epoch,
        written(moment));
  }

  /**
   * Records how fresh the standby is, which a refresh has made so in this epoch; nothing in a later
   * one.
   */
  public void standbyAsOf(long epoch, Instant moment) {
    write(
        "recording how fresh the standby is",
        LEADING
            + """
            UPDATE hma.ownership
            SET standby_as_of = CASE WHEN epoch = $2 THEN $3 ELSE standby_as_of END
            WHERE EXISTS (TABLE leader_term)
            """,
        epoch,
        written(moment));
  }

  /** Records that the standby's worker, which somebody had started, is told to stop now. */
  public void standbyStopped() {
    write(
        "recording the order to stop",
        LEADING
            + """
            UPDATE hma.ownership SET standby_stopped_at = clock_timestamp()
            WHERE EXISTS (TABLE leader_term)
            """);
  }

  /**
   * How long ago the standby's worker was last told to stop, by the clock of the database: before
   * its side ceased to be the owner, or since. Empty where HMA has not told it to.
   */
  public Optional<Duration> sinceStandbyStopped() {
    return since(
        """
        SELECT (extract(epoch FROM clock_timestamp() - stopped_at) * 1000)::bigint AS ms
        FROM (SELECT greatest(standby_stopped_at, CASE WHEN epoch > $1 THEN since END)
                     AS stopped_at FROM hma.ownership) AS told
        WHERE stopped_at IS NOT NULL
        """,
        Tuple.of(Ownership.FIRST_EPOCH));
  }

  /** As {@link #sinceStandbyStopped}, counting only orders outside of a switchover. */
  public Optional<Duration> sinceOrderToStandby() {
    return since(
        """
        SELECT (extract(epoch FROM clock_timestamp() - standby_stopped_at) * 1000)::bigint AS ms
        FROM hma.ownership WHERE standby_stopped_at IS NOT NULL
        """,
        Tuple.tuple());
  }

  private Optional<Duration> since(String sql, Tuple parameters) {
    return leadership.within(session -> {
      for (Row row : session.run("reading the order to stop", sql, parameters)) {
        return Optional.of(Duration.ofMillis(Math.max(0, row.getLong("ms"))));
      }
      return Optional.empty();
    });
  }

  /** Opens a switchover; there is only ever one that is not finished. */
  public void open(JournaledSwitchover switchover, JsonObject summary) {
    write(
        "opening the switchover",
        LEADING
            + """
            INSERT INTO hma.switchovers
              (id, from_side, to_side, epoch, started_at, facts, summary)
            SELECT $2, $3, $4, $5, $6, $7, $8 FROM leader_term
            ON CONFLICT (id) DO UPDATE SET summary = excluded.summary
            """,
        switchover.id(),
        switchover.from().name(),
        switchover.to().name(),
        switchover.epoch(),
        written(switchover.startedAt()),
        JsonObject.mapFrom(switchover.facts()),
        summary);
  }

  /** Replaces the facts of a switchover. */
  public void facts(String switchover, Facts facts) {
    write(
        "recording the facts",
        LEADING
            + "UPDATE hma.switchovers SET facts = $3 WHERE id = $2 AND EXISTS (TABLE leader_term)",
        switchover,
        JsonObject.mapFrom(facts));
  }

  /** Records that a step begins. */
  public void begin(String switchover, int number, String name) {
    write(
        "recording a step",
        LEADING
            + """
            INSERT INTO hma.steps (switchover, number, name, state, term)
            SELECT $2, $3, $4, 'STARTED', $1 FROM leader_term
            ON CONFLICT (switchover, number) DO UPDATE SET name = excluded.name
            """,
        switchover,
        number,
        name);
  }

  /** Records how a step ended. */
  public void end(String switchover, JournaledStep step) {
    write(
        "recording a step",
        LEADING
            + """
            UPDATE hma.steps SET state = $4, detail = $5, ended_at = clock_timestamp()
            WHERE switchover = $2 AND number = $3 AND EXISTS (TABLE leader_term)
            """,
        switchover,
        step.number(),
        step.state().name(),
        step.detail());
  }

  /** Keeps what people are shown of a switchover, and closes it when nothing more will happen. */
  public void summarize(String switchover, JsonObject summary, boolean finished) {
    write(
        "recording the summary",
        LEADING
            + """
            UPDATE hma.switchovers
            SET summary = $3, finished_at = CASE WHEN $4 THEN clock_timestamp() END
            WHERE id = $2 AND EXISTS (TABLE leader_term)
            """,
        switchover,
        summary,
        finished);
  }

  /** What people are shown of a switchover, for its own run: others ask {@link PastSwitchovers}. */
  public Optional<JsonObject> summary(String switchover) {
    return leadership.within(session -> {
      for (Row row :
          session.run(
              "reading a switchover",
              "SELECT summary FROM hma.switchovers WHERE id = $1",
              Tuple.of(switchover))) {
        return Optional.of(row.getJsonObject("summary"));
      }
      return Optional.empty();
    });
  }

  /** The switchover that a former master left; a failover is none. */
  public Optional<JournaledSwitchover> unfinished() {
    return entry("finished_at IS NULL AND facts->>'trigger' <> 'FAILOVER'", Tuple.tuple());
  }

  /** The failover to this database's side that was begun and has not ended. */
  public Optional<JournaledSwitchover> unfinishedFailover() {
    return entry("finished_at IS NULL AND facts->>'trigger' = 'FAILOVER'", Tuple.tuple());
  }

  /**
   * The failover that established an epoch, if one did and no refresh has overwritten the side that
   * was active before it.
   */
  public Optional<JournaledSwitchover> failover(long epoch) {
    return entry(
        """
        finished_at IS NOT NULL AND facts->>'trigger' = 'FAILOVER' AND epoch = $1
          AND summary->>'state' <> 'ROLLED_BACK'
          AND NOT EXISTS (
            SELECT 1 FROM hma.switchovers r
            WHERE r.epoch = $1 AND r.facts->>'purpose' = 'REFRESH'
              AND r.summary->>'state' = 'COMPLETED')
        """,
        Tuple.of(epoch));
  }

  private Optional<JournaledSwitchover> entry(String condition, Tuple parameters) {
    return leadership.within(session -> Entries.find(session, condition, parameters));
  }

  /**
   * The newest switchover, whether or not it is finished; empty before the first. Refreshes and
   * rehearsals are none, nor is a failover that was given up: its epoch is a later one.
   */
  public Optional<LastSwitchover> last() {
    return leadership.within(session -> {
      for (Row row :
          session.run(
              "reading the journal",
              """
              SELECT * FROM hma.switchovers
              WHERE COALESCE(facts->>'purpose', 'SWITCHOVER') = 'SWITCHOVER'
                AND NOT (facts->>'trigger' = 'FAILOVER' AND summary->>'state' = 'ROLLED_BACK')
              ORDER BY epoch DESC, started_at DESC, id DESC LIMIT 1
              """)) {
        return Optional.of(
            new LastSwitchover(Entries.switchover(row, List.of()), row.getJsonObject("summary")));
      }
      return Optional.empty();
    });
  }

  /** Writes for as long as this process leads. */
  void write(String doing, String sql, @Nullable Object... parameters) {
    leadership.within(session -> {
      Tuple tuple = Tuple.tuple().addValue(leadership.term());
      for (Object parameter : parameters) {
        tuple.addValue(parameter);
      }
      int written = session.run(doing, sql, tuple).rowCount();
      leadership.refuseIfNone(written);
      return written;
    });
  }

  static @Nullable OffsetDateTime written(@Nullable Instant moment) {
    return moment == null ? null : OffsetDateTime.ofInstant(moment, ZoneOffset.UTC);
  }
}

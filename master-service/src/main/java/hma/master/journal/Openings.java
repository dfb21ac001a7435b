package hma.master.journal;

import hma.protocol.Side;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The journal's record of the openings of a standby: at most one of them is under way. It is
 * written before the fence is lifted, and ended after the fence is back.
 */
public final class Openings {
  private static final String CURRENT =
      """
      SELECT * FROM hma.openings WHERE closed_at IS NULL
      ORDER BY opened_at DESC, id DESC LIMIT 1
      """;

  private final Journal journal;
  private final Leadership leadership;

  Openings(Journal journal, Leadership leadership) {
    this.journal = journal;
    this.leadership = leadership;
  }

  /** Records that a standby is open from now on, or until another time; it ends every other one. */
  public void begin(Opening opening) {
    journal.write(
        "recording the opening",
        Journal.LEADING
            + """
            , others AS (
              UPDATE hma.openings SET closed_at = clock_timestamp()
              WHERE id <> $2 AND closed_at IS NULL AND EXISTS (TABLE leader_term))
            INSERT INTO hma.openings (id, standby, asked_by, epoch, term, opened_at, open_until)
            SELECT $2, $3, $4, $5, $1, $6, $7 FROM leader_term
            ON CONFLICT (id) DO UPDATE SET open_until = excluded.open_until
            """,
        opening.id(),
        opening.standby().name(),
        opening.by(),
        opening.epoch(),
        time(opening.openedAt()),
        time(opening.until()));
  }

  /** Records that an opening has ended. */
  public void end(String id) {
    journal.write(
        "recording the end of the opening",
        Journal.LEADING
            + """
            UPDATE hma.openings SET closed_at = coalesce(closed_at, clock_timestamp())
            WHERE id = $2 AND EXISTS (TABLE leader_term)
            """,
        id);
  }

  /** The one that is under way. */
  public Optional<Opening> current() {
    return leadership.within(session -> {
      for (Row row : session.run("reading the opening", CURRENT)) {
        return Optional.of(opening(row));
      }
      return Optional.empty();
    });
  }

  private static Opening opening(Row row) {
    return new Opening(
        row.getString("id"),
        Side.valueOf(row.getString("standby")),
        row.getString("asked_by"),
        row.getLong("epoch"),
        row.getOffsetDateTime("opened_at").toInstant(),
        instant(row.getOffsetDateTime("open_until")));
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}

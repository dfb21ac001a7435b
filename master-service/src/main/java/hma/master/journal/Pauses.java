package hma.master.journal;

import io.vertx.sqlclient.Row;
import java.util.Optional;

/** What the journal holds of the pause of the schedule: there is one at most. */
public final class Pauses {
  private final Journal journal;
  private final Leadership leadership;

  Pauses(Journal journal, Leadership leadership) {
    this.journal = journal;
    this.leadership = leadership;
  }

  /** Records a pause in place of what there was; one that is over at once ends it. */
  public void begin(Pause pause) {
    journal.write(
        "recording the pause",
        Journal.LEADING
            + """
            INSERT INTO hma.pause (since, until, asked_by)
            SELECT $2, $3, $4 FROM leader_term
            ON CONFLICT (one_row) DO UPDATE
            SET since = excluded.since, until = excluded.until, asked_by = excluded.asked_by
            """,
        Journal.written(pause.since()),
        Journal.written(pause.until()),
        pause.by());
  }

  /** The one that was asked for last; it may be over. */
  public Optional<Pause> current() {
    return leadership.within(session -> {
      for (Row row : session.run("reading the pause", "SELECT * FROM hma.pause")) {
        return Optional.of(
            new Pause(
                row.getOffsetDateTime("since").toInstant(),
                Entries.moment(row.getOffsetDateTime("until")),
                row.getString("asked_by")));
      }
      return Optional.empty();
    });
  }
}

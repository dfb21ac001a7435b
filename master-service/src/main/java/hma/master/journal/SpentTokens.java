package hma.master.journal;

import hma.postgres.DatabaseSession;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.UUID;

/**
 * Which tokens have acted: in the journal, so that each acts once whoever leads, and whenever it
 * was restarted.
 */
public final class SpentTokens {
  private static final String SPENDING = "spending a token";

  /** Clocks may differ by less than this, and no token lives for so long. */
  private static final String FORGET =
      "DELETE FROM hma.spent_tokens WHERE expires_at < clock_timestamp() - interval '1 hour'";

  /** By its request it is known again, so that it may be repeated after its answer was lost. */
  private static final String SPEND =
      Journal.LEADING
          + """
          , spent AS (
            INSERT INTO hma.spent_tokens (id, expires_at, request)
            SELECT $2, $3, $4 FROM leader_term
            ON CONFLICT (id) DO UPDATE SET request = excluded.request
            WHERE hma.spent_tokens.request = excluded.request
            RETURNING 1)
          SELECT (SELECT count(*) FROM leader_term) AS leads, (SELECT count(*) FROM spent) AS spent
          """;

  private final Leadership leadership;

  SpentTokens(Leadership leadership) {
    this.leadership = leadership;
  }

  /**
   * Lets a token act. Blocks.
   *
   * @param token its {@code jti}, without NUL characters
   * @param expiresAt after which it would be refused anyway
   * @return whether it had not acted before
   * @throws Deposed when another master leads
   */
  public boolean spend(String token, Instant expiresAt) {
    String request = UUID.randomUUID().toString();
    return leadership.within(session -> {
      session.run("forgetting tokens", FORGET);
      return spend(
          session, Tuple.of(leadership.term(), token, Journal.written(expiresAt), request));
    });
  }

  private boolean spend(DatabaseSession session, Tuple parameters) {
    Row counted = session.run(SPENDING, SPEND, parameters).iterator().next();
    leadership.refuseIfNone(counted.getLong("leads").intValue());
    return counted.getLong("spent") == 1;
  }
}

package hma.sandbox.bench;

import java.util.List;

/**
 * What writers write to, in a way that tells afterwards whether all of it is there. A transaction
 * adds a note and touches one row of the large table; it puts something into the basket and takes
 * out what the same writer put there some transactions before.
 */
final class WrittenTables implements BenchTables {
  /** How much of what it put into the basket a writer leaves there. */
  static final int LEFT_IN_BASKET = 50;

  @Override
  public List<String> tables() {
    return List.of("big", "note", "basket");
  }

  @Override
  public String schema() {
    return """
    CREATE TABLE big (id bigint PRIMARY KEY, touched bigint NOT NULL, b text, c timestamptz,
      d numeric);
    CREATE TABLE note (writer uuid NOT NULL, n bigint NOT NULL, big bigint NOT NULL REFERENCES big,
      at timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (writer, n));
    CREATE TABLE basket (writer uuid NOT NULL, n bigint NOT NULL, what text NOT NULL,
      PRIMARY KEY (writer, n))
    """;
  }

  /** Of the large table alone; the others grow with the writing. */
  @Override
  public String fill(long rows) {
    return """
    INSERT INTO big SELECT n, 0, md5(n::text) || md5((n * 7)::text),
      timestamptz '2026-01-01 00:00+00' + n * interval '1 second', n * 1.25
    FROM generate_series(1::bigint, %d) n
    """
        .formatted(rows);
  }
}

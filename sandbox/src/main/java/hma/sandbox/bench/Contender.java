package hma.sandbox.bench;

/** A way of bringing the rows to the other side. */
enum Contender {
  /** A switchover onto empty tables. */
  HMA_FULL("hma, full copy", true),
  /** A switchover after some rows changed. */
  HMA_CHANGED("hma, after the change", true),
  /** One pipe per table, truncated and filled in one transaction of all tables. */
  PSQL("psql COPY | psql COPY", false),
  /** A dump of the data piped into psql, tables truncated in the same transaction. */
  PG_DUMP("pg_dump -a | psql", false),
  /** {@code pgcopydb copy table-data}, tables truncated before. */
  PGCOPYDB("pgcopydb copy table-data", false);

  private final String label;
  private final boolean ours;

  Contender(String label, boolean ours) {
    this.label = label;
    this.ours = ours;
  }

  /** As it reads in reports. */
  String label() {
    return label;
  }

  /** Whether it is HMA. */
  boolean ours() {
    return ours;
  }
}

package hma.master.journal;

import hma.postgres.DatabaseSession;

/**
 * The journal's tables, in the schema {@code hma} of the master's database; of the slave's, too,
 * once a failover has made that one active.
 */
final class JournalSchema {
  private static final String DEFINITION =
      """
      BEGIN;
      SET LOCAL client_min_messages = warning;
      SELECT pg_advisory_xact_lock(4738369);
      CREATE SCHEMA IF NOT EXISTS hma;
      CREATE TABLE IF NOT EXISTS hma.leader (
        one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
        instance text NOT NULL,
        beat_at timestamptz NOT NULL);
      CREATE TABLE IF NOT EXISTS hma.ownership (
        one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
        owner text NOT NULL CHECK (owner IN ('MASTER', 'SLAVE')),
        epoch bigint NOT NULL,
        formation jsonb NOT NULL,
        since timestamptz NOT NULL);
      ALTER TABLE hma.ownership ADD COLUMN IF NOT EXISTS standby_as_of timestamptz;
      ALTER TABLE hma.ownership ADD COLUMN IF NOT EXISTS standby_stopped_at timestamptz;
      ALTER TABLE hma.ownership ADD COLUMN IF NOT EXISTS decided_at timestamptz;
      CREATE TABLE IF NOT EXISTS hma.switchovers (
        id text PRIMARY KEY,
        from_side text NOT NULL,
        to_side text NOT NULL,
        epoch bigint NOT NULL,
        started_at timestamptz NOT NULL,
        finished_at timestamptz,
        facts jsonb NOT NULL,
        summary jsonb NOT NULL);
      DROP INDEX IF EXISTS hma.one_unfinished_switchover;
      CREATE UNIQUE INDEX IF NOT EXISTS one_unfinished_of_a_kind
        ON hma.switchovers ((facts->>'trigger' = 'FAILOVER')) WHERE finished_at IS NULL;
      CREATE TABLE IF NOT EXISTS hma.steps (
        switchover text NOT NULL REFERENCES hma.switchovers,
        number int NOT NULL,
        name text NOT NULL,
        state text NOT NULL CHECK (state IN ('STARTED', 'DONE', 'FAILED')),
        term bigint NOT NULL,
        started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        ended_at timestamptz,
        detail text,
        PRIMARY KEY (switchover, number));
      CREATE TABLE IF NOT EXISTS hma.openings (
        id text PRIMARY KEY,
        standby text NOT NULL CHECK (standby IN ('MASTER', 'SLAVE')),
        asked_by text,
        epoch bigint NOT NULL,
        term bigint NOT NULL,
        opened_at timestamptz NOT NULL,
        open_until timestamptz,
        closed_at timestamptz);
      CREATE TABLE IF NOT EXISTS hma.pause (
        one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
        since timestamptz NOT NULL,
        until timestamptz,
        asked_by text);
      CREATE TABLE IF NOT EXISTS hma.spent_tokens (
        id text PRIMARY KEY,
        expires_at timestamptz NOT NULL,
        request text NOT NULL);
      CREATE TABLE IF NOT EXISTS hma.unfit_sides (
        side text PRIMARY KEY CHECK (side IN ('MASTER', 'SLAVE')),
        switchover text NOT NULL,
        since timestamptz NOT NULL);
      COMMIT
      """;

  private JournalSchema() {}

  /**
   * Makes the tables where they are missing; two masters may do so at once. A failover may have to
   * begin beside a switchover that nobody can finish.
   */
  static void install(DatabaseSession session) {
    session.run("creating the journal", DEFINITION);
  }
}

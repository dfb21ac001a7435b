package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.Side;
import io.vertx.sqlclient.Tuple;

/**
 * The schema {@code hma} that each database holds: its epoch and term, its receipts, what its fence
 * took away, what a live copy logs, which foreign keys it left to be validated, of which moment the
 * last refresh made it while it is the standby, what a resumable copy has changed and put aside,
 * and whose it is.
 */
final class HmaSchema {
  private static final String DEFINITION =
      """
      BEGIN;
      SET LOCAL client_min_messages = warning;
      SELECT pg_advisory_xact_lock(4738369);
      CREATE SCHEMA IF NOT EXISTS hma;
      CREATE TABLE IF NOT EXISTS hma.state (
        one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
        epoch bigint NOT NULL DEFAULT 0,
        term bigint NOT NULL DEFAULT 0);
      INSERT INTO hma.state DEFAULT VALUES ON CONFLICT DO NOTHING;
      CREATE TABLE IF NOT EXISTS hma.receipts (
        switchover text PRIMARY KEY,
        outcome text NOT NULL CHECK (outcome IN ('COMMITTED', 'ABORTED')),
        epoch bigint NOT NULL,
        term bigint NOT NULL,
        decided_at timestamptz NOT NULL DEFAULT now());
      CREATE TABLE IF NOT EXISTS hma.fence (
        schema_name text NOT NULL,
        relation_name text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('TABLE', 'SEQUENCE')),
        grants jsonb NOT NULL,
        switchover text NOT NULL,
        fenced_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (schema_name, relation_name));
      CREATE TABLE IF NOT EXISTS hma.capture (
        log bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        unit integer NOT NULL,
        switchover text NOT NULL,
        triggers integer NOT NULL,
        installed_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (switchover, unit));
      CREATE TABLE IF NOT EXISTS hma.capture_marks (log bigint NOT NULL);
      CREATE TABLE IF NOT EXISTS hma.unvalidated (
        schema_name text NOT NULL,
        relation_name text NOT NULL,
        constraint_name text NOT NULL,
        switchover text NOT NULL,
        PRIMARY KEY (schema_name, relation_name, constraint_name));
      CREATE TABLE IF NOT EXISTS hma.standby (
        one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
        as_of timestamptz NOT NULL,
        switchover text NOT NULL);
      CREATE TABLE IF NOT EXISTS hma.side (
        one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
        side text NOT NULL CHECK (side IN ('MASTER', 'SLAVE')));
      CREATE TABLE IF NOT EXISTS hma.unfit (
        schema_name text NOT NULL,
        relation_name text NOT NULL,
        switchover text NOT NULL,
        since timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (schema_name, relation_name));
      CREATE TABLE IF NOT EXISTS hma.foreign_keys (
        schema_name text NOT NULL,
        relation_name text NOT NULL,
        constraint_name text NOT NULL,
        referenced_schema text NOT NULL,
        referenced_name text NOT NULL,
        definition text NOT NULL,
        valid boolean NOT NULL,
        comment text,
        copies jsonb NOT NULL,
        PRIMARY KEY (schema_name, relation_name, constraint_name));
      COMMIT
      """;

  private HmaSchema() {}

  /** Makes the schema where it is missing; two services may do so at once. */
  static void install(DatabaseSession session, Side side) {
    session.run("creating the schema hma", DEFINITION);
    session.run(
        "noting whose database this is",
        """
        INSERT INTO hma.side (side) VALUES ($1)
        ON CONFLICT (one_row) DO UPDATE SET side = excluded.side
        WHERE hma.side.side <> excluded.side
        """,
        Tuple.of(side.name()));
  }
}

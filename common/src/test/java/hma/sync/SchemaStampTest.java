package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.TableSelection;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which statements change the digest of a schema. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaStampTest {
  private final TwoSites sites = TwoSites.create();

  @BeforeAll
  void createTables() {
    sites.onSource(
        "CREATE TYPE mood AS ENUM ('sad', 'glad')",
        "CREATE DOMAIN moods AS mood[]",
        "CREATE TYPE felt AS (when_ date, mood moods)",
        "CREATE TYPE alone AS ENUM ('here')",
        "CREATE TABLE t (id serial PRIMARY KEY, v text, w integer, felt felt)",
        "CREATE TABLE p (id integer) PARTITION BY RANGE (id)",
        "CREATE TABLE other (id integer PRIMARY KEY)",
        "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "ALTER TABLE t ADD CONSTRAINT refers FOREIGN KEY (w) REFERENCES other NOT VALID");
  }

  @AfterAll
  void close() {
    sites.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE another (id integer)",
        "DROP TABLE another",
        "ALTER TABLE t ADD COLUMN x integer",
        "ALTER TABLE t DROP COLUMN x",
        "ALTER TABLE t ALTER COLUMN w TYPE bigint",
        "ALTER TABLE t ALTER COLUMN v SET NOT NULL",
        "ALTER TABLE t RENAME COLUMN v TO u",
        "CREATE UNIQUE INDEX ON t (u)",
        "ALTER TABLE t ADD CHECK (id > 0)",
        "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)",
        "ALTER TABLE p DETACH PARTITION p1",
        "ALTER TYPE mood ADD VALUE 'so-so' AFTER 'sad'",
        "ALTER TYPE felt ADD ATTRIBUTE place text",
        "CREATE SEQUENCE number",
        "ALTER TABLE t ALTER COLUMN w SET DEFAULT nextval('number')",
        "DROP SEQUENCE number CASCADE"
      })
  void tells(String statement) {
    String before = stamp();

    sites.onSource(statement);

    assertThat(stamp()).isNotEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO other VALUES (1)",
        "TRUNCATE t",
        "VACUUM FULL t",
        "ANALYZE",
        "REINDEX TABLE CONCURRENTLY t",
        "SELECT nextval('t_id_seq')",
        "CREATE TRIGGER nothing AFTER INSERT ON t EXECUTE FUNCTION nothing()",
        "CREATE INDEX ON t (w)",
        "ALTER TABLE t VALIDATE CONSTRAINT refers",
        "CREATE TEMP TABLE passing (id integer)",
        "CREATE VIEW seen AS SELECT 1",
        "ALTER TYPE alone ADD VALUE 'nowhere'",
        "CREATE TEMP SEQUENCE passing"
      })
  void keepsQuietOf(String statement) {
    String before = stamp();

    sites.onSource(statement);

    assertThat(stamp()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ALTER TABLE other ADD COLUMN more integer", "CREATE SEQUENCE of_nobody"})
  void keepsQuietOfTablesThatAreNotSelected(String statement) {
    TableSelection selection = new TableSelection(List.of("t"));
    String before = sites.source().schemaStamp(selection);

    sites.onSource(statement);

    assertThat(sites.source().schemaStamp(selection)).isEqualTo(before);
  }

  private String stamp() {
    return sites.source().schemaStamp(TableSelection.all());
  }
}

package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hma.postgres.Sql;
import hma.protocol.Catalog;
import hma.protocol.Inventory;
import hma.protocol.MovePlan;
import hma.protocol.Side;
import hma.protocol.SiteRole;
import hma.protocol.TableName;
import hma.protocol.TableSelection;
import hma.sync.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a preflight says of two real databases, from the master to the slave. */
class SchemaFindingsTest {
  private final TwoSites sites = TwoSites.create();

  @AfterEach
  void close() {
    sites.close();
  }

  @Test
  void findsNothingBetweenEqualSchemasOfEveryKind() {
    // Given
    sites.both(
        "CREATE TYPE mood AS ENUM ('sad', 'ok')",
        "CREATE DOMAIN positive AS integer NOT NULL CHECK (VALUE > 0)",
        "CREATE TYPE pair AS (a mood, b text)",
        "CREATE TYPE span AS RANGE (subtype = integer)",
        "CREATE TABLE t (id integer PRIMARY KEY, m mood[], p positive, q pair, s span, u text UNIQUE,"
            + " CHECK (id > 0), EXCLUDE USING gist (s WITH &&))",
        "CREATE INDEX ON t (lower(u))",
        "CREATE TABLE parted (id integer PRIMARY KEY CHECK (id > 0)) PARTITION BY RANGE (id)",
        "CREATE TABLE part PARTITION OF parted FOR VALUES FROM (0) TO (10)");

    // When
    List<Finding> findings = findings(TableSelection.all());

    // Then
    assertThat(findings).isEmpty();
  }

  @Test
  void namesPartitionsThatTakeOtherRows() {
    // Given
    sites
        .both(
            "CREATE TABLE same (id integer) PARTITION BY LIST (id)",
            "CREATE TABLE same_default PARTITION OF same DEFAULT",
            "CREATE TABLE years (id integer) PARTITION BY RANGE (id)")
        .onSource(
            "CREATE TABLE year PARTITION OF years FOR VALUES FROM (0) TO (10)",
            "CREATE TABLE hashed (id integer, v integer) PARTITION BY HASH (id)",
            "CREATE TABLE hash PARTITION OF hashed FOR VALUES WITH (MODULUS 1, REMAINDER 0)")
        .onTarget(
            "CREATE TABLE year PARTITION OF years FOR VALUES FROM (0) TO (9)",
            "CREATE TABLE hashed (id integer, v integer) PARTITION BY HASH (v)",
            "CREATE TABLE hash PARTITION OF hashed FOR VALUES WITH (MODULUS 1, REMAINDER 0)");

    // When
    List<Finding> findings = findings(TableSelection.all());

    // Then
    assertThat(sentences(findings, Severity.WARNING))
        .containsExactlyInAnyOrder(
            "public.hashed is partitioned by HASH (v) on the slave only: rows that don't comply will be refused: make them the same on both sides",
            "public.hashed is partitioned by HASH (id) on the master only: on the other side nothing refuses such rows: make them the same on both sides",
            "partition public.year takes FOR VALUES FROM (0) TO (9) on the slave only: rows that don't comply will be refused: make them the same on both sides",
            "partition public.year takes FOR VALUES FROM (0) TO (10) on the master only: on the other side nothing refuses such rows: make them the same on both sides");
  }

  @Test
  void namesHashesOfEnumsSinceTheyDifferFromServerToServer() {
    // Given
    sites
        .onTarget("CREATE TYPE earlier AS ENUM ('x')")
        .both(
            "CREATE TYPE mood AS ENUM ('sad', 'ok')",
            "CREATE DOMAIN moods AS mood[]",
            "CREATE TABLE direct (m mood, id integer) PARTITION BY HASH (id, m)",
            "CREATE TABLE direct_part PARTITION OF direct FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
            "CREATE TABLE inside (m moods) PARTITION BY HASH (m)",
            "CREATE TABLE beside (m mood, id integer) PARTITION BY HASH (id)",
            "CREATE TABLE listed (m mood) PARTITION BY LIST (m)");

    // When
    List<Finding> findings = findings(TableSelection.all());

    // Then
    assertThat(sentences(findings, Severity.PROBLEM))
        .containsExactlyInAnyOrder(
            "public.direct is partitioned by the hash of enum mood, whose labels have other OIDs on the slave: there the same rows belong to other partitions: partition it by list, or by the hash of another column",
            "public.inside is partitioned by the hash of enum mood, whose labels have other OIDs on the slave: there the same rows belong to other partitions: partition it by list, or by the hash of another column");
  }

  @Test
  void namesTypesThatOnlyLookAlike() {
    // Given
    sites
        .onSource(
            "CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy')",
            "CREATE TYPE size AS ENUM ('s', 'm')",
            "CREATE TYPE wide AS ENUM ('s')",
            "CREATE DOMAIN amount AS numeric(10,2)",
            "CREATE DOMAIN code AS text",
            "CREATE TYPE pair AS (a integer, b text)",
            "CREATE TYPE kind AS ENUM ('x')")
        .onTarget(
            "CREATE TYPE mood AS ENUM ('sad', 'ok')",
            "CREATE TYPE size AS ENUM ('m', 's')",
            "CREATE TYPE wide AS ENUM ('s', 'xl')",
            "CREATE DOMAIN amount AS numeric(8,2)",
            "CREATE DOMAIN code AS text CHECK (VALUE ~ '^[A-Z]+$')",
            "CREATE TYPE pair AS (a integer, b integer)",
            "CREATE DOMAIN kind AS text")
        .both("CREATE TABLE t (m mood[], s size, w wide, a amount, c code, p pair, k kind)");

    // When
    List<Finding> findings = findings(TableSelection.all());

    // Then
    assertThat(sentences(findings, Severity.PROBLEM))
        .containsExactlyInAnyOrder(
            "enum public.mood of public.t.m lacks the labels 'happy' on the slave: run there: ALTER TYPE \"public\".\"mood\" ADD VALUE …",
            "type public.amount of public.t.a is over numeric(10,2) on the master and over numeric(8,2) on the slave: make them the same",
            "type public.pair of public.t.p is (a integer, b text) on the master and (a integer, b integer) on the slave: make them the same",
            "type public.kind of public.t.k is an enum on the master and a domain on the slave: make them the same");
    assertThat(sentences(findings, Severity.WARNING))
        .hasSize(3)
        .anyMatch(warning -> warning.contains("enum public.size") && warning.contains("order"))
        .anyMatch(warning -> warning.contains("labels 'xl' on the slave only"))
        .anyMatch(warning -> warning.contains("domain public.code of public.t.c demands CHECK"));
  }

  @Test
  void namesWhatIsNoTableOnEitherSide() {
    // Given
    sites
        .onSource(
            "CREATE TABLE base (id integer)",
            "CREATE TABLE a (id integer)",
            "CREATE TABLE b (id integer)",
            "CREATE VIEW c AS SELECT 1 AS id",
            "CREATE MATERIALIZED VIEW d AS SELECT 1 AS id")
        .onTarget(
            "CREATE TABLE base (id integer)",
            "CREATE VIEW a AS SELECT 1 AS id",
            "CREATE MATERIALIZED VIEW b AS SELECT 1 AS id",
            "CREATE TABLE c (id integer)",
            "CREATE TABLE d (id integer)");

    // When
    List<Finding> findings = findings(TableSelection.all());

    // Then
    assertThat(sentences(findings, Severity.PROBLEM))
        .containsExactlyInAnyOrder(
            "public.a is a table on the master and a view on the slave: drop it on the slave and create the table there",
            "public.b is a table on the master and a materialized view on the slave: drop it on the slave and create the table there",
            "public.c is a view on the master and a table on the slave: make them the same",
            "public.d is a materialized view on the master and a table on the slave: make them the same");
  }

  @Test
  void namesForeignTablesWhereTablesShouldBe() {
    // Given
    Sql.execute(
        sites.targetAsSuperuser(),
        "CREATE FOREIGN DATA WRAPPER nowhere",
        "CREATE SERVER elsewhere FOREIGN DATA WRAPPER nowhere",
        "CREATE FOREIGN TABLE far (id integer) SERVER elsewhere");
    sites.onSource("CREATE TABLE far (id integer)").both("CREATE TABLE near (id integer)");

    // When
    List<Finding> findings = findings(TableSelection.all());

    // Then
    assertThat(sentences(findings, Severity.PROBLEM))
        .containsExactly(
            "public.far is a table on the master and a foreign table on the slave: drop it on the slave and create the table there");
  }

  @Test
  void namesAListedViewAsWhatItIs() {
    // Given
    sites.both("CREATE TABLE t (id integer)", "CREATE VIEW v AS SELECT 1 AS id");

    // When
    List<Finding> findings = findings(new TableSelection(List.of("t", "v")));

    // Then
    assertThat(sentences(findings, Severity.PROBLEM))
        .containsExactly(
            "PG_TABLES names 'v', which is a view on the master: leave it out: its rows are computed or live elsewhere");
  }

  @Test
  void namesAMissingPartition() {
    // Given
    sites.both(
        "CREATE TABLE parted (id integer) PARTITION BY RANGE (id)",
        "CREATE TABLE low PARTITION OF parted FOR VALUES FROM (0) TO (10)");
    sites.onSource("CREATE TABLE high PARTITION OF parted FOR VALUES FROM (10) TO (20)");

    // When
    List<Finding> findings = findings(TableSelection.all());

    // Then
    assertThat(sentences(findings, Severity.PROBLEM))
        .containsExactly(
            "table public.high is missing on the slave: create this part of public.parted there, as on the master");
  }

  @Test
  void warnsOfWhatTheOtherSideWouldNotRefuse() {
    // Given
    sites
        .both("CREATE TABLE t (id integer PRIMARY KEY, name text, boss integer)")
        .onSource(
            "ALTER TABLE t ADD UNIQUE (name), ADD CHECK (id > 0) NOT VALID",
            "ALTER TABLE t ADD CONSTRAINT chief FOREIGN KEY (boss) REFERENCES t");

    // When
    List<String> warnings = sentences(findings(TableSelection.all()), Severity.WARNING);

    // Then
    assertThat(warnings)
        .hasSize(3)
        .anyMatch(warning -> warning.startsWith("t_name_key of public.t, unique ("))
        .anyMatch(
            warning -> warning.startsWith("constraint t_id_check of public.t, CHECK ((id > 0))"))
        .anyMatch(warning -> warning.startsWith("foreign key chief of public.t"))
        .allMatch(warning -> warning.contains("exists on the master only"))
        .allMatch(warning -> warning.contains("create it on the slave as well"));
  }

  @Test
  void saysOfAMissingTableOnlyThatItIsMissing() {
    // Given
    sites
        .both("CREATE TABLE t (id integer PRIMARY KEY)")
        .onSource(
            "CREATE TABLE gone (id integer PRIMARY KEY CHECK (id > 0), name text NOT NULL UNIQUE,"
                + " t integer REFERENCES t)");

    // When
    List<Finding> findings = findings(TableSelection.all());

    // Then
    assertThat(findings)
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.sentence()).startsWith("table public.gone is missing on the slave"));
  }

  @Test
  void warnsOfWhatRefusesRowsOnTheTargetOnly() {
    // Given
    sites
        .both("CREATE TABLE t (id integer, name text, period int4range)")
        .onTarget(
            "ALTER TABLE t ALTER name SET NOT NULL",
            "ALTER TABLE t ADD CONSTRAINT positive CHECK (id > 0)",
            "CREATE UNIQUE INDEX one_name ON t (name) WHERE id > 5",
            "ALTER TABLE t ADD CONSTRAINT apart EXCLUDE USING gist (period WITH &&)");

    // When
    List<Finding> findings = findings(TableSelection.all());

    // Then
    assertThat(sentences(findings, Severity.PROBLEM)).isEmpty();
    assertThat(sentences(findings, Severity.WARNING))
        .hasSize(4)
        .anyMatch(text -> text.startsWith("column name of public.t is NOT NULL on the slave only"))
        .anyMatch(text -> text.startsWith("constraint positive of public.t, CHECK ((id > 0))"))
        .anyMatch(text -> text.startsWith("one_name of public.t, unique (name WHERE (id > 5))"))
        .anyMatch(text -> text.startsWith("constraint apart of public.t, EXCLUDE USING gist"))
        .allMatch(text -> text.contains("drop it on the slave"));
  }

  @Test
  void namesTheExtensionThatColumnsNeedWithTheLineThatCreatesIt() {
    // Given
    Sql.execute(sites.sourceAsSuperuser(), "CREATE EXTENSION citext SCHEMA public");
    sites
        .onSource("CREATE TABLE t (id integer, name public.citext)")
        .onTarget("CREATE TABLE t (id integer, name text)");

    // When
    List<Finding> findings = findings(TableSelection.all());

    // Then
    assertThat(sentences(findings, Severity.PROBLEM))
        .contains(
            "extension citext is missing on the slave, and public.t.name need it: run there: CREATE EXTENSION IF NOT EXISTS \"citext\" WITH SCHEMA \"public\"");
  }

  @Test
  void namesLargeObjectsAndUnloggedTables() {
    // Given
    sites
        .onSource("SELECT lo_create(0)", "SELECT lo_create(0)", "CREATE TABLE t (id integer)")
        .onTarget("CREATE UNLOGGED TABLE t (id integer)");

    // When
    List<Finding> findings = findings(TableSelection.all());

    // Then
    assertThat(sentences(findings, Severity.PROBLEM))
        .singleElement()
        .asString()
        .startsWith("the master's database holds 2 large objects, which are not moved: keep them");
    assertThat(sentences(findings, Severity.WARNING))
        .singleElement()
        .asString()
        .startsWith("unlogged on the slave: public.t; after a crash of the server");
  }

  @Test
  void printsTheLineThatBringsAWholeSchema() {
    // Given
    sites.onSource("CREATE TABLE t (id serial PRIMARY KEY)", "CREATE TABLE u (id integer)");

    // When
    List<Finding> findings = findings(TableSelection.all());

    // Then
    assertThat(sentences(findings, Severity.PROBLEM))
        .singleElement()
        .asString()
        .startsWith(
            "the slave's database holds none of the 2 tables that move: bring the schema there with"
                + " its migrations, or with pg_dump of version ")
        .endsWith(
            " or newer: pg_dump --schema-only --no-owner --no-privileges --exclude-schema=hma"
                + " --exclude-schema=_heroku --exclude-schema=heroku_ext \"$MASTER_DATABASE_URL\""
                + " | psql --set ON_ERROR_STOP=1 --single-transaction \"$SLAVE_DATABASE_URL\"");
  }

  @Test
  void listsWhatIsLeftAloneAndWhy() {
    // Given
    sites
        .both("CREATE TABLE t (id integer)", "CREATE TABLE other (id integer)")
        .onSource(
            "CREATE VIEW v AS SELECT 1 AS id",
            "CREATE MATERIALIZED VIEW m AS SELECT 1 AS id",
            "CREATE SCHEMA _heroku",
            "CREATE TABLE _heroku.theirs (id integer)")
        .onTarget("CREATE TABLE tx (id integer)");
    TableSelection selection = new TableSelection(List.of("t*"));

    // When
    List<SkippedRelations> skipped =
        SkippedRelations.of(schema(sites.source(), selection), schema(sites.target(), selection));

    // Then
    assertThat(skipped)
        .extracting(SkippedRelations::what, left -> left.names().toString())
        .containsExactly(
            tuple("views", "[public.v]"),
            tuple("materialized views", "[public.m]"),
            tuple("tables of the provider", "[_heroku.theirs]"),
            tuple("tables that PG_TABLES leaves out", "[public.other]"),
            tuple("tables on the slave only", "[public.tx]"));
  }

  @ParameterizedTest
  @CsvSource({
    "UTF8, UTF8, ",
    "LATIN1, UTF8, ",
    "UTF8, LATIN1, PROBLEM",
    "LATIN1, LATIN2, PROBLEM",
    "UTF8, SQL_ASCII, WARNING",
    "SQL_ASCII, UTF8, WARNING"
  })
  void namesAnEncodingThatCannotHoldTheOther(String here, String there, Severity severity) {
    List<Finding> findings =
        SchemaFindings.of(encoded(Side.MASTER, here), encoded(Side.SLAVE, there));

    assertThat(findings)
        .extracting(Finding::severity)
        .isEqualTo(severity == null ? List.of() : List.of(severity));
    assertThat(findings)
        .allMatch(finding -> finding.what().contains(here) && finding.what().contains(there));
  }

  @Test
  void plansWhatFitsBesideWhatDoesNot() {
    // Given
    sites
        .both("CREATE TABLE fits (id integer)")
        .onSource("CREATE TABLE t (id integer)")
        .onTarget("CREATE TABLE t (id bigint)");

    // When
    SchemaReview review =
        MovePlanner.review(
            schema(sites.source(), TableSelection.all()),
            schema(sites.target(), TableSelection.all()));

    // Then
    assertThat(Finding.problems(review.findings())).hasSize(1);
    assertThat(review.plan().relations()).containsExactly(new TableName("public", "fits"));
    assertThat(sites.source().inventory(TableSelection.all()).encoding()).isEqualTo("UTF8");
  }

  @Test
  void rehearsesOnlyTablesThatNoUnfitOneRefersTo() {
    // Given
    sites
        .both(
            "CREATE TABLE top (id integer PRIMARY KEY)",
            "CREATE TABLE middle (id integer PRIMARY KEY REFERENCES top)",
            "CREATE TABLE alone (id integer PRIMARY KEY)")
        .onSource("CREATE TABLE low (id integer REFERENCES middle)")
        .onTarget("CREATE TABLE low (id integer REFERENCES middle, more integer NOT NULL)");
    Catalog target = sites.target().catalog(TableSelection.all());
    SchemaReview review =
        MovePlanner.review(Side.MASTER, sites.source().catalog(TableSelection.all()), target);

    // When
    MovePlan plan = review.rehearsable(target);

    // Then
    assertThat(plan.relations()).containsExactly(new TableName("public", "alone"));
    assertThat(sites.target().obstacles(plan, SiteRole.TARGET)).isEmpty();
  }

  private static SideSchema encoded(Side side, String encoding) {
    return new SideSchema(
        side,
        new Catalog(170000, List.of(), List.of(), List.of(), List.of()),
        new Inventory(encoding, List.of(), List.of(), List.of(), List.of(), 0));
  }

  private List<Finding> findings(TableSelection selection) {
    SideSchema source = schema(sites.source(), selection);
    SideSchema target = schema(sites.target(), selection);
    List<Finding> findings = new ArrayList<>(MovePlanner.review(source, target).findings());
    findings.addAll(SchemaFindings.of(source, target));
    return findings;
  }

  private static SideSchema schema(Site site, TableSelection selection) {
    return new SideSchema(site.side(), site.catalog(selection), site.inventory(selection));
  }

  private static List<String> sentences(List<Finding> findings, Severity severity) {
    return findings.stream()
        .filter(finding -> finding.severity() == severity)
        .map(Finding::sentence)
        .toList();
  }
}

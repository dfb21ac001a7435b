package hma.sync;

import static hma.sync.TwoSites.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;

import hma.postgres.Sql;
import hma.protocol.TableSelection;
import hma.sync.Finding.Severity;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a preflight says of two databases whose rows could be moved as they are. */
class TraitFindingsTest {
  private static final String[] EQUAL = {
    "CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE SEQUENCE free INCREMENT -2 MAXVALUE 90 MINVALUE 1 START 9 CYCLE CACHE 5",
    "CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n serial, a text DEFAULT 'x',"
        + " twice integer GENERATED ALWAYS AS (n * 2) STORED)",
    "CREATE TABLE parted (id integer DEFAULT 7) PARTITION BY RANGE (id)",
    "CREATE TABLE part PARTITION OF parted FOR VALUES FROM (0) TO (10)",
    "CREATE TRIGGER stamped BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION stamp()",
    "CREATE TRIGGER \"Of All\" AFTER INSERT ON parted FOR EACH ROW EXECUTE FUNCTION stamp()",
    "ALTER TABLE t ENABLE ALWAYS TRIGGER stamped",
    "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY mine ON t FOR UPDATE TO current_user USING (a = 'x') WITH CHECK (n > 0)",
    "GRANT SELECT, INSERT ON t TO PUBLIC",
    "GRANT UPDATE (a) ON t TO PUBLIC",
    "GRANT USAGE ON SEQUENCE free TO PUBLIC",
    "REVOKE TRUNCATE ON parted FROM current_user",
  };

  private final TwoSites sites = TwoSites.create();

  @AfterEach
  void close() {
    sites.close();
  }

  @ParameterizedTest
  @CsvSource({"15, 15", "15, 18", "18, 17"})
  void areNoneBetweenEqualDatabasesOfWhichOneIsFenced(int sourceMajor, int targetMajor) {
    try (TwoSites both = TwoSites.across(sourceMajor, targetMajor)) {
      // Given
      both.both(EQUAL);
      both.target().fence(CLAIM, both.plan());
      both.onTarget(
          "CREATE TRIGGER hma_capture AFTER INSERT ON t FOR EACH STATEMENT EXECUTE FUNCTION stamp()");

      // When
      List<Finding> findings = findings(both, TableSelection.all());

      // Then
      assertThat(findings).noneMatch(finding -> finding.severity() != Severity.NOTE);
    }
  }

  @Test
  void nameEachKindOfDifferenceOnceWithWhatEachSideSays() {
    // Given
    String clerk = sites.role("clerk");
    sites.both(EQUAL);
    sites.onSource(
        "DROP TRIGGER \"Of All\" ON parted",
        "ALTER TABLE t DISABLE TRIGGER stamped",
        "ALTER TABLE parted ENABLE ROW LEVEL SECURITY",
        "ALTER POLICY mine ON t TO PUBLIC",
        "ALTER TABLE t ALTER a SET DEFAULT 'y'",
        "ALTER TABLE parted ALTER id DROP DEFAULT",
        "ALTER SEQUENCE free NO CYCLE CACHE 1",
        "GRANT DELETE ON t TO PUBLIC",
        "REVOKE UPDATE (a) ON t FROM PUBLIC",
        "GRANT TRUNCATE ON parted TO current_user",
        "GRANT SELECT ON part TO " + clerk);

    // When
    List<Finding> findings = findings(sites, TableSelection.all());

    // Then
    String trigger =
        "CREATE TRIGGER BEFORE UPDATE ON public.t FOR EACH ROW EXECUTE FUNCTION public.stamp()";
    String text = ", its function's text is ";
    assertThat(findings)
        .satisfiesExactly(
            found ->
                assertThat(said(found))
                    .startsWith(
                        "WARNING triggers on the slave only: Of All of public.parted (CREATE TRIGGER AFTER INSERT ON"),
            found ->
                assertThat(said(found))
                    .startsWith(
                        "WARNING triggers differ: stamped of public.t is "
                            + trigger
                            + ", disabled"
                            + text)
                    .contains(trigger + ", enabled always" + text),
            found ->
                assertThat(said(found))
                    .isEqualTo("WARNING row security on the master only: public.parted (enabled)"),
            found ->
                assertThat(said(found))
                    .isEqualTo(
                        "WARNING policies of row security differ: mine of public.t is PERMISSIVE FOR UPDATE TO PUBLIC USING ((a = 'x'::text)) WITH CHECK ((n > 0)) on the master"
                            + " and PERMISSIVE FOR UPDATE TO the owner USING ((a = 'x'::text)) WITH CHECK ((n > 0)) on the slave"),
            found ->
                assertThat(said(found))
                    .isEqualTo(
                        "WARNING defaults of columns on the slave only: public.part.id (DEFAULT 7), public.parted.id (DEFAULT 7)"),
            found ->
                assertThat(said(found))
                    .isEqualTo(
                        "WARNING defaults of columns differ: public.t.a is DEFAULT 'y'::text on the master and DEFAULT 'x'::text on the slave"),
            found ->
                assertThat(said(found))
                    .isEqualTo(
                        "WARNING sequences differ: public.free is AS bigint INCREMENT -2 MINVALUE 1 MAXVALUE 90 CACHE 1 on the master"
                            + " and AS bigint INCREMENT -2 MINVALUE 1 MAXVALUE 90 CACHE 5 CYCLE on the slave"),
            found ->
                assertThat(said(found))
                    .startsWith("WARNING grants on the master only: public.part to clerk of ")
                    .endsWith(" (SELECT)"),
            found ->
                assertThat(said(found))
                    .isEqualTo("NOTE grants on the slave only: public.t to PUBLIC on a (UPDATE)"),
            found ->
                assertThat(said(found))
                    .startsWith("WARNING grants differ: public.parted to the owner is DELETE,")
                    .endsWith(
                        ", public.t to PUBLIC is DELETE, INSERT, SELECT on the master and INSERT, SELECT on the slave"));
  }

  @Test
  void nameTheFirstOfManyTablesAndHowManyMoreThereAre() {
    // Given
    for (int table = 0; table < 8; table++) {
      sites.both("CREATE TABLE t%d (a integer, b integer)".formatted(table));
      sites.onSource(
          "ALTER TABLE t%d ALTER a SET DEFAULT 1, ALTER b SET DEFAULT 2".formatted(table));
    }

    // When
    List<Finding> findings = findings(sites, TableSelection.all());

    // Then
    assertThat(findings)
        .singleElement()
        .satisfies(found ->
            assertThat(found.what())
                .startsWith(
                    "defaults of columns on the master only: public.t0.a (DEFAULT 1), public.t0.b")
                .endsWith("and 11 more"));
  }

  @Test
  void leaveOutTheSchemaOfAnExtensionAndWhatIsNotSelected() {
    // Given
    sites.both(
        "CREATE SCHEMA \"Ext ensions\"",
        "CREATE TABLE t (id integer)",
        "CREATE TABLE unlisted (id integer)");
    Sql.execute(sites.sourceAsSuperuser(), "CREATE EXTENSION citext SCHEMA public");
    Sql.execute(sites.targetAsSuperuser(), "CREATE EXTENSION citext SCHEMA \"Ext ensions\"");
    sites.onSource(
        "ALTER TABLE t ADD name text DEFAULT 'x'::public.citext",
        "ALTER TABLE unlisted ALTER id SET DEFAULT 1");
    sites.onTarget("ALTER TABLE t ADD name text DEFAULT 'x'::\"Ext ensions\".citext");

    // When
    List<Finding> findings = findings(sites, new TableSelection(List.of("t")));

    // Then
    assertThat(findings).isEmpty();
  }

  private static String said(Finding finding) {
    return finding.severity() + " " + finding.what();
  }

  private static List<Finding> findings(TwoSites sites, TableSelection selection) {
    return SchemaFindings.of(schema(sites.source(), selection), schema(sites.target(), selection));
  }

  private static SideSchema schema(Site site, TableSelection selection) {
    return new SideSchema(site.side(), site.catalog(selection), site.inventory(selection));
  }
}

package hma.sync;

import static hma.sync.TwoSites.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import hma.postgres.Sql;
import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.ProblemException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a fence takes away, and gives back exactly. */
class FenceGrantsTest {
  private static final String WRITE_GRANTS =
      """
      SELECT grantee::regrole, privilege_type FROM pg_class c, aclexplode(coalesce(
        relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner)))
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S')
        AND privilege_type = ANY (CASE relkind WHEN 'S' THEN ARRAY['USAGE', 'UPDATE']
          ELSE ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'] END)
      UNION ALL
      SELECT grantee::regrole, privilege_type FROM pg_attribute, aclexplode(attacl)
      WHERE privilege_type <> 'SELECT'
      """;

  private final TwoSites sites = TwoSites.create();
  private final String clerk = sites.role("clerk");
  private final String guest = sites.role("Guest");

  @BeforeEach
  void grant() {
    sites.both(
        "CREATE TABLE a (id serial PRIMARY KEY, \"Name\" text, secret text)",
        "CREATE TABLE b (id bigint GENERATED ALWAYS AS IDENTITY, v text)",
        "CREATE SEQUENCE free");
    sites.onSource(
        "GRANT SELECT, INSERT, UPDATE ON a TO " + clerk,
        "GRANT DELETE ON a TO " + clerk + " WITH GRANT OPTION",
        "GRANT INSERT, UPDATE ON a TO PUBLIC",
        "GRANT SELECT (secret), UPDATE (\"Name\"), INSERT (id) ON a TO " + guest,
        "GRANT UPDATE (secret) ON a TO PUBLIC",
        "GRANT ALL ON b TO " + guest,
        "GRANT USAGE ON SEQUENCE a_id_seq TO " + clerk,
        "GRANT UPDATE ON SEQUENCE free TO PUBLIC",
        "GRANT SELECT, USAGE ON SEQUENCE free TO " + guest + " WITH GRANT OPTION",
        "REVOKE TRUNCATE ON b FROM current_user");
  }

  @AfterEach
  void close() {
    sites.close();
  }

  @Test
  void takesEveryGrantToWriteAndGivesThemBackExactly() {
    // Given
    List<String> before = DatabaseText.grants(sites.sourceDatabase());

    // When
    sites.source().fence(CLAIM, sites.plan());
    List<List<String>> fenced = Sql.rows(sites.sourceDatabase(), WRITE_GRANTS);
    sites.source().lift(CLAIM);

    // Then
    assertThat(fenced).isEmpty();
    assertThat(DatabaseText.grants(sites.sourceDatabase())).isEqualTo(before);
    assertThat(sites.source().state().fencedRelations()).isZero();
  }

  @Test
  void keepsItsFirstRecordWhenItIsRepeated() {
    // Given
    List<String> before = DatabaseText.grants(sites.sourceDatabase());
    MovePlan plan = sites.plan();

    // When
    sites.source().fence(CLAIM, plan);
    sites.source().fence(new Claim("another", 2, 1), plan);
    sites.source().lift(CLAIM);
    sites.source().lift(CLAIM);

    // Then
    assertThat(DatabaseText.grants(sites.sourceDatabase())).isEqualTo(before);
  }

  @Test
  void fencesWhatIsNewAndWhatWasGrantedSinceWhenItIsRepeated() {
    // Given
    sites.source().fence(CLAIM, sites.plan());
    sites.both("CREATE TABLE c (id serial)");
    sites.onSource("GRANT INSERT ON a TO " + guest, "GRANT UPDATE ON b TO current_user");

    // When
    sites.source().fence(CLAIM, sites.plan());

    // Then
    assertThat(Sql.rows(sites.sourceDatabase(), WRITE_GRANTS)).isEmpty();
    assertThat(sites.source().state().fencedRelations()).isEqualTo(3 + 4);
  }

  @Test
  void liftsWhatIsLeftWhenATableAColumnAndARoleWereDropped() {
    // Given
    String gone = sites.role("gone");
    sites.onSource("GRANT INSERT ON a TO " + gone);
    sites.source().fence(CLAIM, sites.plan());
    sites.onSource("DROP TABLE b", "ALTER TABLE a DROP COLUMN \"Name\"");
    Sql.execute(
        sites.sourceAsSuperuser(),
        "ALTER ROLE %s RENAME TO \"other than %s".formatted(gone, gone.substring(1)));

    // When
    sites.source().lift(CLAIM);

    // Then
    Sql.execute(
        sites.sourceAsSuperuser(),
        "ALTER ROLE \"other than %s RENAME TO %s".formatted(gone.substring(1), gone));
    sites.onSource("INSERT INTO a (secret) VALUES ('written again')");
    assertThat(sites.source().state().fencedRelations()).isZero();
  }

  @Test
  void passedOnGrantsGoAndComeBackAsTheOwners() {
    // Given
    Sql.execute(
        sites.sourceAsSuperuser(),
        "SET ROLE %s; GRANT DELETE ON a TO %s".formatted(clerk, guest),
        "RESET ROLE");
    String guests =
        "SELECT has_table_privilege('%s', 'a', 'DELETE')".formatted(guest.replace("\"", ""));

    // When
    sites.source().fence(CLAIM, sites.plan());
    String fenced = Sql.value(sites.sourceDatabase(), guests);
    sites.source().lift(CLAIM);

    // Then
    assertThat(fenced).isEqualTo("f");
    assertThat(Sql.value(sites.sourceDatabase(), guests)).isEqualTo("t");
  }

  @Test
  void fencesAndLiftsTablesOfAGroupThatTheRoleIsAMemberOf() {
    // Given
    String group = sites.role("group");
    Sql.execute(
        sites.sourceAsSuperuser(),
        "GRANT %s TO \"%s\"".formatted(group, sites.sourceDatabase().user()),
        "ALTER TABLE a OWNER TO " + group,
        "ALTER TABLE b OWNER TO " + group,
        "ALTER SEQUENCE free OWNER TO " + group);
    List<String> before = DatabaseText.grants(sites.sourceDatabase());

    // When
    sites.source().fence(CLAIM, sites.plan());
    List<List<String>> fenced = Sql.rows(sites.sourceDatabase(), WRITE_GRANTS);
    sites.source().fence(CLAIM, sites.plan());
    sites.source().lift(CLAIM);

    // Then
    assertThat(fenced).isEmpty();
    assertThat(DatabaseText.grants(sites.sourceDatabase())).isEqualTo(before);
  }

  @Test
  void namesWhoCanStillWriteWhenItMayNotRevoke() {
    // Given
    sites.both("CREATE TABLE foreign_one (v text)");
    MovePlan plan = sites.plan();
    Sql.execute(
        sites.sourceAsSuperuser(),
        "ALTER TABLE foreign_one OWNER TO " + clerk,
        "GRANT ALL ON foreign_one TO \"%s\" WITH GRANT OPTION"
            .formatted(sites.sourceDatabase().user()));

    // When
    ProblemException problem =
        catchThrowableOfType(ProblemException.class, () -> sites.source().fence(CLAIM, plan));

    // Then
    assertThat(problem.problem().code()).isEqualTo(SiteProblems.FENCE_INCOMPLETE);
    assertThat(problem).hasMessageContaining(clerk + " can still write on public.foreign_one");
    assertThat(sites.source().state().fencedRelations()).isZero();
  }

  @Test
  void liftingWithoutAFenceChangesNothing() {
    // Given
    List<String> before = DatabaseText.grants(sites.sourceDatabase());

    // When
    sites.source().lift(CLAIM);

    // Then
    assertThat(DatabaseText.grants(sites.sourceDatabase())).isEqualTo(before);
  }
}

package hma.sync;

import static hma.sync.TwoSites.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;

import hma.sync.RowDifferences.DifferingRow;
import hma.sync.RowDifferences.Way;
import hma.workflow.Workflows;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both sides as they were at one moment, whatever is written since. */
class HeldViewsTest {
  private final TwoSites sites = TwoSites.create();
  private final Vertx vertx = Vertx.vertx();

  @BeforeEach
  void fillBothSides() {
    for (String table : new String[] {"same", "other", "many", "emptied"}) {
      sites.both(
          "CREATE TABLE %s (id integer PRIMARY KEY, v text)".formatted(table),
          "INSERT INTO %s SELECT n, 'v' FROM generate_series(1, 100) n".formatted(table));
    }
  }

  @AfterEach
  void close() {
    vertx.close().await();
    sites.close();
  }

  @Test
  void tellsWhatDifferedThenAndNotWhatWasWrittenSince() {
    // Given
    sites.both("CREATE TABLE keyless (v text)");
    sites.onTarget(
        "UPDATE other SET v = 'w' WHERE id = 7",
        "DELETE FROM other WHERE id = 9",
        "INSERT INTO other VALUES (101, 'v')",
        "UPDATE many SET v = 'w'",
        "INSERT INTO keyless VALUES ('v')");
    try (HeldViews views =
        HeldViews.open(new Workflows(vertx), sites.source(), sites.target(), CLAIM, sites.plan())) {
      sites.onTarget("UPDATE same SET v = 'later'", "TRUNCATE emptied");

      // When
      HeldViews.Findings findings = views.compare(() -> {});

      // Then
      assertThat(findings.different())
          .extracting(different -> different.table().name())
          .containsExactlyInAnyOrder("other", "many", "keyless");
      assertThat(rows(findings, "other").rows())
          .containsExactlyInAnyOrder(
              new DifferingRow("(7)", Way.CHANGED),
              new DifferingRow("(9)", Way.ONLY_FIRST),
              new DifferingRow("(101)", Way.ONLY_SECOND));
      assertThat(rows(findings, "many").whole()).isFalse();
      assertThat(rows(findings, "many").rows()).hasSize(10);
      assertThat(findings.untold()).extracting(Object::toString).containsExactly("public.emptied");
    }
  }

  private static RowDifferences.Found rows(HeldViews.Findings findings, String table) {
    return findings.different().stream()
        .filter(different -> different.table().name().equals(table))
        .flatMap(different -> different.rows().stream())
        .findFirst()
        .orElseThrow();
  }
}

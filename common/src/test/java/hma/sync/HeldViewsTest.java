package hma.sync;

import static hma.sync.TwoSites.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;

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
    for (String table : new String[] {"same", "other", "emptied"}) {
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
    sites.onTarget("UPDATE other SET v = 'w' WHERE id = 7");
    try (HeldViews views =
        HeldViews.open(new Workflows(vertx), sites.source(), sites.target(), CLAIM, sites.plan())) {
      sites.onTarget("UPDATE same SET v = 'later'", "TRUNCATE emptied");

      // When
      HeldViews.Findings findings = views.compare(() -> {});

      // Then
      assertThat(findings.different()).extracting(Object::toString).containsExactly("public.other");
      assertThat(findings.untold()).extracting(Object::toString).containsExactly("public.emptied");
    }
  }
}

package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;

import hma.postgres.Sql;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Which indexes are made anew, told by their object identifiers; what they become: {@link
 * Scenario#INDEXES}.
 */
class SuspendedIndexesTest {
  private static final String IDENTIFIERS =
      "SELECT string_agg(relname || '=' || oid, ',') FROM pg_class WHERE relkind IN ('i', 'I') AND relnamespace = 'indexes'::regnamespace";

  @Test
  void makesTheIndexesOfLargeTablesAnewAndLeavesAloneWhatOthersNeed() {
    try (TwoSites sites = TwoSites.create()) {
      // Given
      Scenario.INDEXES.prepare(sites);
      Set<String> before = identifiers(sites);

      // When
      sites.move();

      // Then
      Set<String> anew = identifiers(sites);
      anew.removeAll(before);
      assertThat(anew)
          .extracting(each -> each.substring(0, each.indexOf('=')))
          .containsExactlyInAnyOrder(
              "large_place",
              "large_name",
              "by \"name\"",
              "large_hash",
              "large_brin",
              "large_gin",
              "large_opclass",
              "large_identity",
              "part_pkey",
              "part_amount",
              "grouped_name",
              "split_pkey",
              "split_old_pkey",
              "split_new_pkey",
              "split_far_pkey",
              "split_far_one_pkey",
              "split_far_rest_pkey",
              "split_at",
              "old at",
              "split_new_at_idx",
              "split_far_at_idx",
              "split_far_one_at_idx",
              "split_far_rest_at_idx",
              "split_old_own");
    }
  }

  @Test
  void leavesTheIndexesOfSmallTablesAlone() {
    try (TwoSites sites = TwoSites.create()) {
      // Given
      sites.both("CREATE SCHEMA indexes; CREATE TABLE indexes.small (id integer PRIMARY KEY)");
      sites.onSource("INSERT INTO indexes.small SELECT generate_series(1, 9999); ANALYZE");
      Set<String> before = identifiers(sites);

      // When
      sites.move();

      // Then
      assertThat(identifiers(sites)).isEqualTo(before);
    }
  }

  private static Set<String> identifiers(TwoSites sites) {
    return new TreeSet<>(Set.of(Sql.value(sites.targetDatabase(), IDENTIFIERS).split(",")));
  }
}

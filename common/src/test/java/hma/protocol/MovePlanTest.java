package hma.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MovePlanTest {
  private static final TableName ROOT = new TableName("public", "root");
  private static final TableName PART = new TableName("public", "part");
  private static final TableName NUMBERS = new TableName("public", "numbers");
  private static final MovePlan PLAN =
      new MovePlan(List.of(ROOT, PART), List.of(table("id", 5)), List.of(NUMBERS));

  @Test
  void doesNotDifferByEstimatesAndOrder() {
    MovePlan later =
        new MovePlan(List.of(PART, ROOT), List.of(table("id", 7_000)), List.of(NUMBERS));

    assertThat(PLAN.differences(later)).isEmpty();
  }

  @Test
  void namesWhatCameAndWentAndHasOtherColumns() {
    TableName late = new TableName("public", "late");
    MovePlan later = new MovePlan(List.of(PART, late), List.of(table("extra", 5)), List.of());

    assertThat(PLAN.differences(later)).containsExactly(late, NUMBERS, PART, ROOT);
  }

  private static MovedTable table(String column, long rows) {
    return new MovedTable(PART, List.of(column), List.of(), List.of(), rows);
  }
}

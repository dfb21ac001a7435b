package hma.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DataPlanTest {
  @ParameterizedTest
  @ValueSource(longs = {DataPlan.FEWEST, 1_001, 9_999, 500_000, 2_000_000, DataPlan.MOST})
  void givesEveryTableRowsAndAllOfThemTogetherWhatWasAskedFor(long rows) {
    // When
    DataPlan plan = DataPlan.of(rows);

    // Then
    assertThat(plan.total()).isEqualTo(rows);
    assertThat(plan.rowsByTable().values()).allMatch(share -> share > 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, DataPlan.FEWEST - 1, DataPlan.MOST + 1})
  void refusesWhatItCannotMake(long rows) {
    // When
    assertThatThrownBy(() -> DataPlan.of(rows))
        // Then
        .hasMessage(rows + " rows cannot be made: ask for 1000 to 50000000");
  }

  @Test
  void sharesOutTheSameWayEachTime() {
    // When
    DataPlan again = DataPlan.of(500_000);

    // Then
    assertThat(again).isEqualTo(DataPlan.of(500_000));
  }
}

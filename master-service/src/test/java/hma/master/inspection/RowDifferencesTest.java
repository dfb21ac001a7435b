package hma.master.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import hma.master.inspection.ComparisonReport.Difference;
import hma.master.inspection.ComparisonReport.DifferingKey;
import hma.sync.RowReader;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowDifferencesTest {
  private static final String ACTIVE = "(1)\ta\n(2)\tb\n(4)\td\n(6)\tf\n";
  private static final String STANDBY = "(1)\ta\n(2)\tx\n(3)\tc\n(4)\td\n";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void namesEachDifferenceHoweverTheChunksAreCut(int chunk) {
    RowDifferences.Found found = find(ACTIVE, STANDBY, 10, chunk);

    assertThat(found.keys())
        .containsExactly(
            new DifferingKey("(2)", Difference.CHANGED),
            new DifferingKey("(3)", Difference.ONLY_STANDBY),
            new DifferingKey("(6)", Difference.ONLY_ACTIVE));
    assertThat(found.count()).isEqualTo(3);
    assertThat(found.whole()).isTrue();
  }

  @Test
  void stopsAfterTheFirstOnes() {
    RowDifferences.Found found = find(ACTIVE, STANDBY, 1, 8);

    assertThat(found.keys()).containsExactly(new DifferingKey("(2)", Difference.CHANGED));
    assertThat(found.whole()).isFalse();
  }

  @Test
  void countsRowsWithoutAKeyAsOftenAsTheyOccur() {
    RowDifferences.Found found = find("a\na\na\nb\nd\n", "a\nb\nb\nc\nd\n", 0, 3);

    assertThat(found.count()).isEqualTo(4);
    assertThat(found.keys()).isEmpty();
  }

  @Test
  void comparesKeysByTheBytesThatTheServerOrderedAndNotByTheirEscapes() {
    // A tab (0x09) comes before a letter, its escape \t (0x5c) after a capital one.
    String active = "(\\t)\ta\n(A)\tb\n(é)\tc\n(😀)\td\n";
    String standby = "(A)\tb\n(é)\tc\n";

    RowDifferences.Found found = find(active, standby, 10, 5);

    assertThat(found.keys())
        .containsExactly(
            new DifferingKey("(\t)", Difference.ONLY_ACTIVE),
            new DifferingKey("(😀)", Difference.ONLY_ACTIVE));
  }

  @Test
  void asksForEachDifferenceWhetherItMayGoOn() {
    AtomicInteger asked = new AtomicInteger();

    new RowDifferences(chunks(ACTIVE, 9), chunks(STANDBY, 9), 10, asked::incrementAndGet).find();

    assertThat(asked).hasValue(3);
  }

  private static RowDifferences.Found find(String active, String standby, int most, int chunk) {
    return new RowDifferences(chunks(active, chunk), chunks(standby, chunk), most, () -> {}).find();
  }

  private static RowReader chunks(String text, int size) {
    Buffer all = Buffer.buffer(text);
    return new RowReader() {
      private int position;

      @Override
      public @Nullable Buffer next() {
        if (position == all.length()) {
          return null;
        }
        int end = Math.min(all.length(), position + size);
        Buffer chunk = all.getBuffer(position, end);
        position = end;
        return chunk;
      }

      @Override
      public long rows() {
        return List.of(text.split("\n")).size();
      }

      @Override
      public void close() {}
    };
  }
}

package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;

import hma.sync.RowDifferences.DifferingRow;
import hma.sync.RowDifferences.Way;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowDifferencesTest {
  private static final String FIRST = "(1)\ta\n(2)\tb\n(4)\td\n(6)\tf\n";
  private static final String SECOND = "(1)\ta\n(2)\tx\n(3)\tc\n(4)\td\n";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void namesEachDifferenceHoweverTheChunksAreCut(int chunk) {
    RowDifferences.Found found = find(FIRST, SECOND, 10, chunk);

    assertThat(found.rows())
        .containsExactly(
            new DifferingRow("(2)", Way.CHANGED),
            new DifferingRow("(3)", Way.ONLY_SECOND),
            new DifferingRow("(6)", Way.ONLY_FIRST));
    assertThat(found.count()).isEqualTo(3);
    assertThat(found.whole()).isTrue();
  }

  @Test
  void stopsAfterTheFirstOnes() {
    RowDifferences.Found found = find(FIRST, SECOND, 1, 8);

    assertThat(found.rows()).containsExactly(new DifferingRow("(2)", Way.CHANGED));
    assertThat(found.whole()).isFalse();
  }

  @Test
  void countsRowsWithoutAKeyAsOftenAsTheyOccur() {
    RowDifferences.Found found = find("a\na\na\nb\nd\n", "a\nb\nb\nc\nd\n", 0, 3);

    assertThat(found.count()).isEqualTo(4);
    assertThat(found.rows()).isEmpty();
  }

  @Test
  void comparesKeysByTheBytesThatTheServerOrderedAndNotByTheirEscapes() {
    // A tab (0x09) comes before a letter, its escape \t (0x5c) after a capital one.
    String first = "(\\t)\ta\n(A)\tb\n(é)\tc\n(😀)\td\n";
    String second = "(A)\tb\n(é)\tc\n";

    RowDifferences.Found found = find(first, second, 10, 5);

    assertThat(found.rows())
        .containsExactly(
            new DifferingRow("(\t)", Way.ONLY_FIRST), new DifferingRow("(😀)", Way.ONLY_FIRST));
  }

  @Test
  void asksForEachDifferenceWhetherItMayGoOn() {
    AtomicInteger asked = new AtomicInteger();

    new RowDifferences(chunks(FIRST, 9), chunks(SECOND, 9), 10, asked::incrementAndGet).find();

    assertThat(asked).hasValue(3);
  }

  private static RowDifferences.Found find(String first, String second, int most, int chunk) {
    return new RowDifferences(chunks(first, chunk), chunks(second, chunk), most, () -> {}).find();
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

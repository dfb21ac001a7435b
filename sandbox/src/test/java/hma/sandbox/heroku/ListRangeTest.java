package hma.sandbox.heroku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListRangeTest {
  private static final List<String> FIELDS = List.of("version", "id");
  private static final List<JsonObject> TWELVE =
      IntStream.rangeClosed(1, 12).mapToObj(ListRangeTest::item).toList();

  @ParameterizedTest
  @CsvSource({"1, asc", "5, asc", "5, desc", "11, desc", "12, asc", "1000, desc"})
  void walksThroughAllItemsOnce(int max, String order) {
    List<Integer> seen = new ArrayList<>();
    String range = "version ..; max=" + max + ", order=" + order;
    while (range != null) {
      ListRange.Page page = ListRange.parse(range, FIELDS).of(TWELVE);
      page.items().forEach(item -> seen.add(item.getInteger("version")));
      range = page.next().orElse(null);
    }

    List<Integer> all = new ArrayList<>(IntStream.rangeClosed(1, 12).boxed().toList());
    assertThat(seen).isEqualTo(order.equals("asc") ? all : all.reversed());
  }

  @Test
  void beginsAtTheValueOrBehindIt() {
    assertThat(ListRange.parse("version 11..", FIELDS).of(TWELVE).items()).hasSize(2);
    assertThat(ListRange.parse("version ]11..", FIELDS).of(TWELVE).items()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"colour ..", "version", "version ..; max=0", "version ..; max=1001", "..", "]"})
  void refusesAnotherRange(String header) {
    assertThatThrownBy(() -> ListRange.parse(header, FIELDS))
        .isInstanceOfSatisfying(
            HerokuError.class, error -> assertThat(error.status()).isEqualTo(416));
  }

  private static JsonObject item(int version) {
    return new JsonObject().put("version", version).put("id", "id-" + version);
  }
}

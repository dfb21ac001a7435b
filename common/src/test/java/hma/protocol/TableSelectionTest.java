package hma.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableSelectionTest {
  @ParameterizedTest(name = "{0} means {1}.{2}: {3}")
  @CsvSource({
    "orders,        public, orders,        true",
    "orders,        public, orders2,       false",
    "orders,        public, Orders,        false",
    "orders,        app,    orders,        false",
    "app.orders,    app,    orders,        true",
    "*,             public, anything,      true",
    "*,             app,    anything,      false",
    "*.*,           app,    anything,      true",
    "app.*,         app,    a.b,           true",
    "order_?,       public, order_1,       true",
    "order_?,       public, order_12,      false",
    "order_?,       public, order_,        false",
    "order_?,       public, order_😀,      true",
    "*_log,         public, a_log,         true",
    "*_log,         public, _log,          true",
    "*_log,         public, a_log_2,       false",
    "a[bc](d)+,     public, a[bc](d)+,     true",
    "a[bc](d)+,     public, ab,            false",
    "'a\\Eb',       public, 'a\\Eb',       true",
    "a$b^c|d,       public, a$b^c|d,       true",
    "größe,         public, größe,         true",
  })
  void matchesNames(String pattern, String schema, String table, boolean expected) {
    TableSelection selection = new TableSelection(List.of(pattern));

    assertThat(selection.includes(new TableName(schema, table))).isEqualTo(expected);
  }

  @Test
  void meansEveryTableWithoutPatterns() {
    assertThat(TableSelection.all().includes(new TableName("any", "table"))).isTrue();
    assertThat(TableSelection.all().isAll()).isTrue();
  }

  @Test
  void needsOneOfItsPatternsToMatch() {
    TableSelection selection = new TableSelection(List.of("a", "app.*"));

    assertThat(selection.includes(new TableName("public", "a"))).isTrue();
    assertThat(selection.includes(new TableName("app", "b"))).isTrue();
    assertThat(selection.includes(new TableName("public", "b"))).isFalse();
  }
}

package hma.master.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnsTest {
  @Test
  void alignsTextAndNumbers() {
    Columns columns = new Columns("table", ">rows");
    columns.add("public.a", "7");
    columns.add("public.longer", "1,000");

    assertThat(columns.lines())
        .containsExactly("table           rows", "public.a           7", "public.longer  1,000");
  }

  @Test
  void keepsARowInItsLineWhateverTheTableIsCalled() {
    Columns columns = new Columns("table", "");
    columns.add("public.two\nlines\u001b[2J", "equal");

    assertThat(columns.lines().getLast()).isEqualTo("public.two\\u000alines\\u001b[2J  equal");
  }
}

package hma.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandTagTest {
  @Test
  void readsCountsBeyondAnInt() {
    assertThat(CommandTag.copiedRows("COPY 0")).hasValue(0);
    assertThat(CommandTag.copiedRows("COPY 5000000000")).hasValue(5_000_000_000L);
    assertThat(CommandTag.copiedRows("COPY " + Long.MAX_VALUE)).hasValue(Long.MAX_VALUE);
  }

  @Test
  void readsNoCountFromOtherStatements() {
    assertThat(CommandTag.copiedRows("SELECT 5")).isEmpty();
    assertThat(CommandTag.copiedRows("SET")).isEmpty();
    assertThat(CommandTag.copiedRows("COPY")).isEmpty();
  }
}

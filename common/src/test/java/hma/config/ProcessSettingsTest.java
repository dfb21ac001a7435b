package hma.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code HMA_PROCESSES} may say. */
class ProcessSettingsTest {
  @Test
  void keepTheirOrderWithWhatIsFixedOfEach() {
    assertThat(ProcessParser.rules("worker=2:Standard-1X, clock , mailer=1"))
        .containsExactly(
            new ProcessRule("worker", Optional.of(2), Optional.of("standard-1x")),
            ProcessRule.carriedOver("clock"),
            new ProcessRule("mailer", Optional.of(1), Optional.empty()));
  }

  @Test
  void areWrittenAsTheyAreRead() {
    List<ProcessRule> rules = ProcessParser.rules("worker = 1 : eco,clock=1");

    assertThat(rules).extracting(ProcessRule::text).containsExactly("worker=1:eco", "clock=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dyno-1c-0.5gb", "dyno-2c-1gb", "dyno-16c-64gb", "performance-2xl"})
  void takeTheSizesOfEachGeneration(String size) {
    assertThat(ProcessParser.rules("worker=1:" + size))
        .containsExactly(new ProcessRule("worker", Optional.of(1), Optional.of(size)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "worker,|it must be process types as in the Procfile",
        "worker=|it must be process types as in the Procfile",
        "worker=1:|it must be process types as in the Procfile",
        "worker=-1|it must be process types as in the Procfile",
        "worker:eco|it must be process types as in the Procfile",
        "worker, worker=1|it names a process type twice: keep one of them",
        "worker=0|the quantity of worker is 0: leave out what is to run nowhere",
        "worker=101|the quantity of worker must be from 1 to 100",
        "worker=2:eco|Heroku allows one eco dyno of a process type: set worker to 1",
        "worker=3:basic|Heroku allows one basic dyno of a process type",
        "worker=1:hobby|'hobby' is no dyno size: take one of eco, basic, standard-1x, standard-2x, performance-m, performance-l, performance-l-ram, performance-xl, performance-2xl, private-s",
        "worker=1:eco, clock=1:basic|an app cannot mix eco with another size"
      })
  void areRefusedWithTheRemedy(String text, String expected) {
    assertThatThrownBy(() -> ProcessParser.rules(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(expected);
  }
}

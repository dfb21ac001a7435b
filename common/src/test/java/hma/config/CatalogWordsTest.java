package hma.config;

import static org.assertj.core.api.Assertions.assertThat;

import hma.architecture.ModuleUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What people are told of settings: in the README, in templates, by the reader. */
class CatalogWordsTest {
  private static final Pattern ROW = Pattern.compile("\\| (`[A-Z_`, ]+`) \\| ([^|]+) \\| .*");

  @Test
  void sayOfEachSettingWhatItIsForInOneSentence() {
    assertThat(Selections.OF_THE_MASTER)
        .allSatisfy(setting -> {
          assertThat(setting.words().about())
              .as(setting.name())
              .isNotBlank()
              .doesNotEndWith(".")
              .doesNotContain(". ", "\"", "\\");
          assertThat(setting.words().allowed()).as(setting.name()).isNotBlank();
        });
  }

  @Test
  void areTheSameInTheReadme() throws IOException {
    // When
    Map<String, String> told = new LinkedHashMap<>();
    String readme = Files.readString(ModuleUnderTest.root().resolve("README.md"));
    int start = readme.indexOf("\n## Settings\n");
    String section = readme.substring(start, readme.indexOf("\n## ", start + 1));
    for (String line : section.lines().toList()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        for (String name : row.group(1).split(", ", -1)) {
          told.put(name.replace("`", ""), row.group(2).replace("`", ""));
        }
      }
    }

    // Then
    Map<String, String> known = new LinkedHashMap<>();
    Selections.OF_THE_MASTER.forEach(setting -> known.put(setting.name(), setting.whenAbsent()));
    assertThat(told).containsExactlyInAnyOrderEntriesOf(known);
  }
}

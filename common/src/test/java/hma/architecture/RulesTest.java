package hma.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RulesTest {
  @Test
  void catchWhatBelongsInOnePlace() {
    JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);

    String report =
        OnePlaceRules.all().stream()
            .map(rule -> rule.evaluate(offender).getFailureReport().toString())
            .collect(Collectors.joining());

    assertThat(report)
        .contains(
            "readsTheEnvironment()",
            "exits()",
            "halts()",
            "java.lang.Thread$Builder$OfVirtual.start",
            "Executors.newCachedThreadPool()",
            "speaksSql(",
            "Offender.counter");
  }
}

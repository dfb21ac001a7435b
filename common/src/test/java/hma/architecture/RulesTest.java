package hma.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import org.junit.jupiter.api.Test;

class RulesTest {
  @Test
  void catchWhatBelongsInOnePlace() {
    EvaluationResult result =
        OnePlaceRules.all().evaluate(new ClassFileImporter().importClasses(Offender.class));

    assertThat(result.getFailureReport().toString())
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

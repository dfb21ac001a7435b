package hma.architecture;

import static org.junit.jupiter.api.Assertions.assertAll;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules as tests; each module has a subclass, which runs them on that module. */
public abstract class ArchitectureContract {
  @Test
  void dependenciesPointOneWay() {
    check(DependencyRules.all());
  }

  @Test
  void whatBelongsInOnePlaceIsNowhereElse() {
    check(OnePlaceRules.all());
  }

  @Test
  void sourcesKeepToTheHouseRules() {
    SourceRules.check();
  }

  private static void check(List<ArchRule> rules) {
    JavaClasses classes = ModuleUnderTest.classes();
    assertAll(rules.stream().map(rule -> () -> rule.check(classes)));
  }
}

package hma.architecture;

import org.junit.jupiter.api.Test;

/** The rules as tests; each module has a subclass, which runs them on that module. */
public abstract class ArchitectureContract {
  @Test
  void dependenciesPointOneWay() {
    DependencyRules.all().check(ModuleUnderTest.classes());
  }

  @Test
  void whatBelongsInOnePlaceIsNowhereElse() {
    OnePlaceRules.all().check(ModuleUnderTest.classes());
  }

  @Test
  void sourcesKeepToTheHouseRules() {
    SourceRules.check();
  }
}

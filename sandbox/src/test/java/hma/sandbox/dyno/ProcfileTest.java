package hma.sandbox.dyno;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcfileTest {
  @Test
  void readsProcessTypesInOrder() {
    Procfile procfile =
        Procfile.parse(
            "Procfile", List.of("web: java $JAVA_OPTS -jar a.jar", "", "# no", "b-1:x y"));

    assertThat(procfile.commands())
        .containsExactly(
            java.util.Map.entry("web", "java $JAVA_OPTS -jar a.jar"),
            java.util.Map.entry("b-1", "x y"));
  }

  @Test
  void namesTheLineThatIsNone() {
    assertThatThrownBy(() -> Procfile.parse("Procfile.master", List.of("web: a", "just text")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Procfile.master, line 2")
        .hasMessageContaining("just text");
  }
}

package hma.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hma.architecture.ModuleUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductionJarsTest {
  private static final long LARGEST = 25L * 1024 * 1024;

  @ParameterizedTest
  @CsvSource({
    "master-service/target/master-service.jar, hma.master.Main",
    "slave-agent/target/slave-agent.jar, hma.agent.Main"
  })
  void holdAServiceAndNothingOfTheSandbox(String jar, String main) throws IOException {
    Path file = ModuleUnderTest.root().resolve(jar);
    assumeTrue(Files.exists(file), () -> jar + " is not built: mvn verify builds it first");

    assertThat(Files.size(file)).isLessThanOrEqualTo(LARGEST);
    try (JarFile content = new JarFile(file.toFile())) {
      Attributes manifest = content.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Main-Class")).isEqualTo(main);
      assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
      assertThat(content.stream().map(ZipEntry::getName))
          .contains("logback.xml", main.replace('.', '/') + ".class")
          .noneMatch(name -> name.startsWith("hma/sandbox/"))
          .noneMatch(name -> name.startsWith("io/zonky/"))
          .noneMatch(name -> name.startsWith("org/junit/"))
          .noneMatch(name -> name.endsWith("Test.class"));
    }
  }
}

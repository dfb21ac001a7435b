package hma.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hma.architecture.ModuleUnderTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent of the Procfile takes its classes from the cache that the build has recorded. */
class AheadOfTimeCacheTest {
  private static final String CACHED = "hma.agent.Main source: shared objects file";

  @TempDir Path folder;

  @Test
  void isUsedByTheAgentOfTheProcfile() throws Exception {
    Path root = ModuleUnderTest.root();
    assumeTrue(
        Files.exists(root.resolve("slave-agent/target/slave-agent.jar")),
        "slave-agent.jar is not built: mvn verify builds it first");
    String web = Files.readString(root.resolve("Procfile.slave")).strip().replace("web: ", "");
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", "exec " + web)
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeAll(List.of("DATABASE_URL", "HMA_SHARED_KEY", "PORT"));
    builder
        .environment()
        .put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));
    builder.environment().put("JAVA_OPTS", "-Xlog:class+load");

    Process agent = builder.start();

    assertThat(agent.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(agent.exitValue()).as("without settings").isEqualTo(2);
    assertThat(output).content().contains(CACHED).contains("DATABASE_URL is missing");
  }
}

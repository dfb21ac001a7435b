package hma.postgres;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The server's programs of one major version: 17 is on the class path, the others were copied into
 * {@code common/target/postgres} by Maven.
 */
record PostgresBinaries(int major) implements PgBinaryResolver {
  private static final int ON_CLASS_PATH = 17;

  @Override
  public InputStream getPgBinary(String system, String machine) throws IOException {
    if (major == ON_CLASS_PATH) {
      return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
    }
    try (ZipFile jar = new ZipFile(jar().toFile())) {
      ZipEntry programs = Objects.requireNonNull(jar.getEntry("postgres-linux-x86_64.txz"));
      return new ByteArrayInputStream(jar.getInputStream(programs).readAllBytes());
    }
  }

  private Path jar() {
    String name = "postgres-" + major + ".jar";
    return Stream.concat(besideTheClasses(), aboveTheWorkingFolder())
        .map(folder -> folder.resolve("postgres").resolve(name))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "no PostgreSQL %d for tests: run mvn -pl common generate-test-resources"
                    .formatted(major)));
  }

  /** As test classes or as the test jar, this class is in the folder target. */
  private static Stream<Path> besideTheClasses() {
    URI classes =
        URI.create(
            PostgresBinaries.class.getProtectionDomain().getCodeSource().getLocation().toString());
    return Stream.of(Objects.requireNonNull(Path.of(classes).getParent()));
  }

  private static Stream<Path> aboveTheWorkingFolder() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
        .map(folder -> folder.resolve("common").resolve("target"));
  }
}

package hma.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What only the sources tell: that classes stay small, that each package says what it is for, and
 * that tests wait for what happens instead of for time to pass.
 */
public final class SourceRules {
  private static final int MOST_LINES = 250;
  private static final int MOST_LINES_OF_A_VERTICLE = 80;

  /** Files that may be longer, by name, each with its reason beside it. None is. */
  private static final Set<String> MAY_BE_LONGER = Set.of();

  private static final Pattern VERTICLE =
      Pattern.compile("extends (VerticleBase|AbstractVerticle)");
  private static final Pattern NO_CODE =
      Pattern.compile("\\s*(//.*|/?\\*.*|import .*|package .*|)");
  private static final Pattern SLEEP = Pattern.compile("(Thread|TimeUnit\\.\\w+)\\.sleep\\(");

  private SourceRules() {}

  /** Checks them all on the module whose tests run. */
  public static void check() {
    classesAreSmall();
    packagesSayWhatTheyAreFor();
    testsDoNotSleep();
  }

  private static void classesAreSmall() {
    assertThat(sources("src/main/java", file -> !MAY_BE_LONGER.contains(name(file))))
        .allSatisfy(file ->
            assertThat(linesOfCode(file))
                .as("lines of code in %s: split it by what its parts are for", file)
                .isLessThanOrEqualTo(mostLines(file)));
  }

  private static void packagesSayWhatTheyAreFor() {
    List<Path> folders =
        sources("src/main/java", file -> !name(file).equals("package-info.java")).stream()
            .map(Path::getParent)
            .distinct()
            .toList();
    assertThat(folders)
        .allSatisfy(folder ->
            assertThat(folder.resolve("package-info.java"))
                .content()
                .as("%s says what it is for, and is null-marked", folder)
                .contains("/**", "@org.jspecify.annotations.NullMarked"));
  }

  private static void testsDoNotSleep() {
    assertThat(sources("src/test/java", file -> SLEEP.matcher(text(file)).find()))
        .as("tests that sleep: wait for what is to happen, with Awaitility")
        .isEmpty();
  }

  private static int mostLines(Path file) {
    return VERTICLE.matcher(text(file)).find() ? MOST_LINES_OF_A_VERTICLE : MOST_LINES;
  }

  private static long linesOfCode(Path file) {
    return text(file).lines().filter(line -> !NO_CODE.matcher(line).matches()).count();
  }

  private static List<Path> sources(String folder, Predicate<Path> which) {
    Path start = ModuleUnderTest.folder().resolve(folder);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(start)) {
      return files.filter(file -> name(file).endsWith(".java")).filter(which).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

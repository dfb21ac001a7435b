package hma.master.model;

import static org.assertj.core.api.Assertions.assertThat;

import hma.architecture.ModuleUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every world that the protocol can come to, within bounds: {@code ./hma test --all} goes further.
 * {@code ./hma test -Dhma.protocol.write=true} writes the traces into {@code docs/protocol.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolTest {
  private static final Path DOCUMENT = ModuleUnderTest.root().resolve("docs/protocol.md");
  private static final String BEGIN = "<!-- The traces: written by ProtocolTest. -->\n";
  private static final String END = "<!-- End of the traces. -->\n";

  private final Map<Rule, Explorer.Found> without = new EnumMap<>(Rule.class);

  static Stream<Bounds> bounds() {
    return Boolean.getBoolean("hma.test.all")
        ? Stream.of(Bounds.of(2, 2))
        : Stream.of(Bounds.of(1, 2), Bounds.of(2, 1));
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void neverBreaksWithEveryRule(Bounds bounds) {
    Explorer.Found found = Explorer.explore(Rules.all(), bounds);

    assertThat(found.trace()).as(found.broken().text()).isEmpty();
    assertThat(found.worlds()).isGreaterThan(100_000);
    System.err.printf(
        "hma tests: %,d worlds of %d switchovers and %d faults%n",
        found.worlds(), bounds.switchovers(), bounds.faults());
  }

  @ParameterizedTest
  @CsvSource({
    "FENCE, INCOMPLETE_COMMIT",
    "FENCE_BEFORE_COMMIT, INCOMPLETE_COMMIT",
    "FENCE_BEFORE_COPY, INCOMPLETE_COMMIT",
    "SETTLEMENT, INCOMPLETE_COMMIT",
    "TERM, BAD_REST",
    "TERM_LAST, BAD_REST",
    "TERM_NEVER_AGAIN, BAD_REST",
    "FIRST_RECORD, GRANTS_LOST",
    "REASSERTION, BAD_REST",
    "PROOF_OF_STOP, TWO_WORKERS",
    "PROOF_BEFORE_START, TWO_WORKERS",
    "PROOF_OF_STANDBY, TWO_WORKERS",
    "EPOCHS, TWO_SIDES",
    "NO_GUESS_AT_REST, TWO_SIDES"
  })
  void breaksWithoutTheRule(Rule rule, Broken broken) {
    Explorer.Found found = without(rule);

    assertThat(found.broken()).as(String.join("\n", found.trace())).isEqualTo(broken);
  }

  /** What somebody starts, or an order that is late, nothing but a fence keeps from writing. */
  @ParameterizedTest
  @MethodSource("bounds")
  void neverBreaksWithFencesOffWhereNobodyElseStartsAWorker(Bounds bounds) {
    Bounds rest = bounds.without(Fault.LATE_ORDER, Fault.STRAY);

    Explorer.Found found = Explorer.explore(Rules.withFenceOff(), rest);

    assertThat(found.trace()).as(found.broken().text()).isEmpty();
    assertThat(found.worlds()).isGreaterThan(10_000);
  }

  @ParameterizedTest
  @CsvSource({"LATE_ORDER, INCOMPLETE_COMMIT", "STRAY, TWO_SIDES"})
  void breaksWithFencesOffByAWorkerThatNothingBars(Fault fault, Broken broken) {
    Explorer.Found found = withFenceOff(fault);

    assertThat(found.broken()).as(String.join("\n", found.trace())).isEqualTo(broken);
  }

  @Test
  void theDocumentShowsTheShortestTraces() throws IOException {
    String traces =
        Arrays.stream(Rule.values()).map(this::section).collect(Collectors.joining())
            + section("With HMA_FENCE=off and an order to Heroku that is late", Fault.LATE_ORDER)
            + section("With HMA_FENCE=off and a worker that somebody starts", Fault.STRAY);
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf(BEGIN) + BEGIN.length();
    int end = document.indexOf(END);
    if (Boolean.getBoolean("hma.protocol.write")) {
      document = document.substring(0, begin) + traces + document.substring(end);
      Files.writeString(DOCUMENT, document);
    } else {
      assertThat(document.substring(begin, end)).isEqualTo(traces);
    }
  }

  /** One fault is enough to break it, but for one rule, which guards against two. */
  private Explorer.Found without(Rule rule) {
    int faults = rule == Rule.TERM_NEVER_AGAIN ? 2 : 1;
    return without.computeIfAbsent(
        rule, removed -> Explorer.explore(Rules.all().without(removed), Bounds.of(2, faults)));
  }

  private static Explorer.Found withFenceOff(Fault fault) {
    return Explorer.explore(Rules.withFenceOff(), new Bounds(2, 1, EnumSet.of(fault)));
  }

  private String section(Rule rule) {
    String where = "Where %s, ".formatted(rule.without());
    return section("Without " + rule.text(), where, without(rule));
  }

  private static String section(String title, Fault fault) {
    return section(title, "Here ", withFenceOff(fault));
  }

  private static String section(String title, String where, Explorer.Found found) {
    StringBuilder section = new StringBuilder();
    section.append("\n### ").append(title).append('\n');
    section.append(where).append(found.broken().text());
    section.append(" (").append(found.broken().law()).append("):\n\n");
    found.trace().stream().skip(1).forEach(move -> section.append("1. ").append(move).append('\n'));
    return section.toString();
  }
}

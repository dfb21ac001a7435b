package hma.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report says of given measurements. */
class CopyReportTest {
  private static final long MEBI = 1024L * 1024L;
  private static final Machine MACHINE =
      new Machine(
          Instant.parse("2026-01-02T03:04:05Z"),
          "2 × processor",
          4096 * MEBI,
          "Linux 6",
          "JVM 25",
          "PostgreSQL 15.9",
          0.5,
          List.of("pgcopydb is not installed"));

  @TempDir Path folder;

  @Test
  void takesTheFirstRoundAsColdAndTheMedianOfTheOthers() {
    Series odd = series("full", 9000, 1000, 3000, 2000);
    Series even = series("full", 9000, 1000, 2000);
    Series alone = series("full", 9000);

    assertThat(odd.cold().wholeMillis()).isEqualTo(9000);
    assertThat(odd.median(Measurement::wholeMillis)).isEqualTo(2000);
    assertThat(even.median(Measurement::wholeMillis)).isEqualTo(1500);
    assertThat(alone.median(Measurement::wholeMillis)).isEqualTo(9000);
  }

  @Test
  void takesTheHighestPeakAndTheMeanProcessorTimeOfEachProcess() {
    Series series =
        new Series(List.of(measured(100, "full", 90, 400), measured(100, "full", 120, 200)));

    assertThat(series.processes())
        .containsEntry("master", new ProcessUse(120 * MEBI, 300))
        .containsEntry("agent", new ProcessUse(120 * MEBI, 300));
  }

  @Test
  void comparesMedians() {
    CopyReport report = report(1);

    assertThat(
            report.ratio(
                Workload.BARE_TABLE, Contender.HMA_FULL, Contender.PSQL, Measurement::carryMillis))
        .hasValueSatisfying(ratio -> assertThat(ratio).isCloseTo(1.05, within(1e-9)));
    assertThat(
            report.ratio(
                Workload.SCHEMA, Contender.HMA_FULL, Contender.PGCOPYDB, Measurement::carryMillis))
        .isEmpty();
  }

  @Test
  void saysWhichBoundsAreMetMissedAndNotMeasured() {
    List<Bound> bounds = report(1).bounds();

    assertThat(bounds)
        .extracting(Bound::verdict)
        .containsExactly(
            "met",
            "not measured",
            "met",
            "not measured",
            "not judged",
            "not judged",
            "met",
            "not measured",
            "met",
            "met");
    assertThat(new Bound("x", 1.1, "times", Optional.empty(), Optional.of(1.11)).verdict())
        .isEqualTo("missed");
  }

  @Test
  void comparesTheSwitchoverAfterAChangeWithTheFastestFullCopy() {
    Bound changed = report(1).bounds().get(2);

    // psql's 2 s are faster than HMA's own 2.1 s.
    assertThat(changed.warm()).hasValueSatisfying(value -> assertThat(value).isEqualTo(0.2));
    assertThat(changed.limit()).isEqualTo(0.25);
    assertThat(report(1).bounds().get(4).warm())
        .hasValueSatisfying(value -> assertThat(value).isEqualTo(0.45));
  }

  @Test
  void countsTheStepsThatBringTheDataOver() {
    JsonArray steps =
        new JsonArray()
            .add(new JsonObject().put("name", "wake the agent").put("durationMs", 5_000))
            .add(new JsonObject().put("name", "copy while the worker runs").put("durationMs", 700))
            .add(new JsonObject().put("name", "stop the worker").put("durationMs", 9_000))
            .add(new JsonObject().put("name", "commit the target").put("durationMs", 20));

    assertThat(HmaRuns.work(steps)).isEqualTo(720);
  }

  @Test
  void judgesNoOtherShareThanTheOneThatTheDesignNames() {
    Bound changed = report(30).bounds().get(2);

    assertThat(changed.limit()).isInfinite();
    assertThat(changed.what()).contains("30 %");
  }

  @Test
  void printsATableWithEveryContenderAndWhatIsMissing() {
    StringWriter text = new StringWriter();

    CopyTable.print(report(1), new PrintWriter(text));

    assertThat(text.toString())
        .contains("one bare table, 10,000 rows")
        .contains("hma, after the change")
        .contains("delta, same")
        .contains("missing: pgcopydb is not installed")
        .contains("not measured full copy into foreign keys")
        .doesNotContain("NaN");
  }

  @Test
  void writesJsonThatHoldsEveryRound() {
    JsonObject json = CopyJson.of(report(1));

    JsonObject workload = json.getJsonArray("workloads").getJsonObject(0);
    JsonObject hma = workload.getJsonArray("contenders").getJsonObject(0);
    assertThat(json.getLong("rows")).isEqualTo(10_000);
    assertThat(hma.getString("contender")).isEqualTo("hma, full copy");
    assertThat(hma.getJsonArray("rounds")).hasSize(2);
    assertThat(hma.getDouble("medianCarryMs")).isEqualTo(2100);
    assertThat(json.getJsonArray("bounds")).hasSize(10);
    assertThat(new JsonObject(json.encode())).isEqualTo(json);
  }

  @Test
  void replacesItsOwnPartOfTheDocumentAndLeavesTheRest() throws Exception {
    // Given
    Path file = folder.resolve("docs").resolve("benchmarks.md");
    CopyDocument.write(report(1), file);
    String first = Files.readString(file);
    Files.writeString(file, first + "\n## Something else\n");

    // When
    CopyDocument.write(report(30), file);

    // Then
    String second = Files.readString(file);
    assertThat(first)
        .startsWith("# Benchmarks")
        .contains("--change 1 ", "**met**", "2 × processor");
    assertThat(second).contains("--change 30 ").doesNotContain("--change 1 ");
    assertThat(second).endsWith("\n## Something else\n");
    assertThat(second.lines().filter(line -> line.startsWith("|")))
        .allMatch(line -> line.endsWith("|"));
  }

  private static CopyReport report(double change) {
    Map<Contender, Series> bare =
        Map.of(
            Contender.HMA_FULL, series("full", 5000, 2100),
            Contender.HMA_CHANGED, changed(),
            Contender.PSQL, series("", 3000, 2000));
    return new CopyReport(
        new CopyPlan(10_000, change, 2),
        MACHINE,
        Map.of(Workload.BARE_TABLE, bare, Workload.SCHEMA, Map.of(Contender.PSQL, series("", 10))));
  }

  private static Series changed() {
    Measurement measurement = new Measurement(300, 900, 400, 10_000, "delta, same", Map.of());
    return new Series(List.of(measurement, measurement));
  }

  private static Series series(String methods, long... millis) {
    return new Series(
        Arrays.stream(millis).mapToObj(time -> measured(time, methods, 150, 1000)).toList());
  }

  private static Measurement measured(long millis, String methods, long mebi, long cpu) {
    ProcessUse use = new ProcessUse(mebi * MEBI, cpu);
    return new Measurement(
        millis, millis, millis, 1_000_000, methods, Map.of("master", use, "agent", use));
  }
}

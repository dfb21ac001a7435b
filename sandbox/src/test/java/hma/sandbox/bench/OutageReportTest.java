package hma.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hma.sandbox.bench.CaptureCost.Pair;
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
class OutageReportTest {
  private static final int RATE = 500;
  private static final Machine MACHINE =
      new Machine(
          Instant.parse("2026-01-02T03:04:05Z"),
          "2 × processor",
          4_294_967_296L,
          "Linux 6",
          "JVM 25",
          "PostgreSQL 15.9",
          0.5,
          List.of("psql is not installed"));

  @TempDir Path folder;

  @Test
  void takesTheFirstRoundAsColdAndTheWorstOfAll() {
    OutageSize size = size(1000, RATE, 900, 800, 100, 300, 200, 400);

    assertThat(size.coldMedian(OutagePart.CUT_OVER)).contains(850.0);
    assertThat(size.median(OutagePart.CUT_OVER)).contains(250.0);
    assertThat(size.worst(OutagePart.CUT_OVER)).contains(900L);
    assertThat(size.median(OutagePart.FENCE)).isEmpty();
  }

  @Test
  void takesTheOnlyRoundAsWarmToo() {
    assertThat(size(1000, RATE, 100, 200).median(OutagePart.CUT_OVER)).contains(150.0);
  }

  @Test
  void meetsTheBoundsWithAShortCutOverThatDoesNotGrow() {
    assertThat(report(RATE, 250, 290).bounds())
        .extracting(Bound::verdict)
        .containsExactly("met", "met", "met");
  }

  @Test
  void missesTheBoundsWithALongCutOverOrOneThatGrows() {
    assertThat(report(RATE, 310, 310).bounds())
        .extracting(Bound::verdict)
        .containsExactly("missed", "missed", "met");
    assertThat(report(RATE, 100, 130).bounds())
        .extracting(Bound::verdict)
        .containsExactly("met", "met", "missed");
  }

  @Test
  void judgesNothingUnderFewerTransactionsThanTheDesignNames() {
    assertThat(report(300, 100, 900).bounds())
        .extracting(Bound::verdict)
        .containsOnly("not judged");
  }

  @Test
  void readsWhatTheMasterTells() {
    JsonObject switchover =
        new JsonObject(
            """
            {"outageMs":900,"stopMs":300,"cutOverMs":200,"bootMs":400,"steps":[
              {"name":"catch up with the worker","durationMs":90,"detail":"7 changed rows in 2 rounds"},
              {"name":"fence the source","durationMs":20,"detail":null},
              {"name":"copy the rows","durationMs":60,"detail":"1,234 changed rows in the last round, 55 ms"}]}\
            """);

    Outage outage = Outage.of(switchover, Writing.handover(950), RATE);

    assertThat(outage.parts())
        .containsOnly(
            Map.entry(OutagePart.SEEN, 950L),
            Map.entry(OutagePart.WHOLE, 900L),
            Map.entry(OutagePart.STOP, 300L),
            Map.entry(OutagePart.CUT_OVER, 200L),
            Map.entry(OutagePart.FENCE, 20L),
            Map.entry(OutagePart.LAST_ROUND, 60L),
            Map.entry(OutagePart.BOOT, 400L));
    assertThat(outage.lastRound()).contains(1234L);
  }

  @Test
  void comparesWithStopCopyStart() {
    assertThat(report(RATE, 100, 100).larger().stopCopyStart())
        .hasValueSatisfying(millis -> assertThat(millis).isCloseTo(30 + 700 + 40, within(1e-9)));
    assertThat(size(1000, RATE, 100, 100).stopCopyStart()).isEmpty();
  }

  @Test
  void comparesMedianSpeedsOfTheWriters() {
    CaptureCost cost =
        new CaptureCost(List.of(new Pair(10, 1), new Pair(1000, 900), new Pair(1000, 700)));

    assertThat(cost.ratio()).isEqualTo(0.8);
  }

  @Test
  void printsEveryPartAtBothSizes() {
    StringWriter text = new StringWriter();

    report(RATE, 120, 130).print(new PrintWriter(text));

    assertThat(text.toString())
        .contains("1,000 rows", "10,000 rows", "120 ms, 120 ms", "130 ms, 130 ms", "1.08")
        .contains("0 lost", "0.900 times", "missing: psql is not installed")
        .doesNotContain("NaN");
    for (OutagePart part : OutagePart.values()) {
      assertThat(text.toString()).contains(part.label());
    }
  }

  @Test
  void writesJsonThatHoldsEverySwitchover() {
    JsonObject json = report(RATE, 120, 130).json();

    JsonObject larger = json.getJsonArray("sizes").getJsonObject(1);
    assertThat(larger.getLong("rows")).isEqualTo(10_000);
    assertThat(larger.getJsonObject("medianMs").getDouble("cut_over")).isEqualTo(130);
    assertThat(larger.getJsonArray("outages")).hasSize(4);
    assertThat(larger.getDouble("pgDumpMs")).isEqualTo(700);
    assertThat(json.getJsonObject("capture").getDouble("ratio")).isEqualTo(0.9);
    assertThat(json.getJsonArray("bounds")).hasSize(3);
    assertThat(new JsonObject(json.encode())).isEqualTo(json);
  }

  @Test
  void replacesItsOwnPartOfTheDocumentAndLeavesTheOthers() throws Exception {
    // Given
    Path file = folder.resolve("docs").resolve("benchmarks.md");
    new DocumentPart("bench copy").write("## copy\n", file);
    report(RATE, 120, 130).write(file);
    Files.writeString(file, Files.readString(file) + "\n## Something else\n");

    // When
    report(RATE, 140, 150).write(file);

    // Then
    String document = Files.readString(file);
    assertThat(document)
        .startsWith("# Benchmarks")
        .contains("## copy", "bench outage --rows 1000 --rate 500 --writers 4 --rounds 2")
        .contains("140 ms", "150 ms")
        .doesNotContain("120 ms")
        .endsWith("\n## Something else\n");
    assertThat(document.lines().filter(line -> line.startsWith("|")))
        .allMatch(line -> line.endsWith("|"));
  }

  private static OutageReport report(double rate, long small, long large) {
    OutageSize larger = size(10_000, rate, large, large, large, large);
    Measurement copy = new Measurement(700, 700, 700, 0, "", Map.of());
    return new OutageReport(
        new OutagePlan(1000, RATE, 4, 2),
        MACHINE,
        List.of(
            size(1000, rate, small, small, small, small),
            new OutageSize(
                larger.rows(),
                larger.outages(),
                larger.acknowledged(),
                Optional.of(new Series(List.of(copy))))),
        new CaptureCost(List.of(new Pair(1000, 900))));
  }

  private static OutageSize size(long rows, double rate, long... cutOvers) {
    List<Outage> outages =
        Arrays.stream(cutOvers)
            .mapToObj(millis ->
                new Outage(
                    Map.of(
                        OutagePart.SEEN,
                        millis + 90,
                        OutagePart.STOP,
                        30L,
                        OutagePart.CUT_OVER,
                        millis,
                        OutagePart.BOOT,
                        40L),
                    Optional.of(12L),
                    rate))
            .toList();
    return new OutageSize(rows, outages, 4321, Optional.empty());
  }
}

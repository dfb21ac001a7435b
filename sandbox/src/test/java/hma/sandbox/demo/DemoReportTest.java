package hma.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Side;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoReportTest {
  private static final Leg LEG =
      new Leg(
          Side.MASTER,
          Side.SLAVE,
          new Switchover(
              new JsonObject(
                  """
                  {"id":"a1","from":"master","to":"slave","state":"COMPLETED","outageMs":1800,
                   "stopMs":310,"cutOverMs":1200,"rows":500000,"bytes":61200000,"verified":true}\
                  """)),
          List.of(new Phase("CUTTING_OVER", Duration.ofSeconds(5), 500_000, 61_200_000)),
          Duration.ofSeconds(9));
  private static final LedgerFindings SOUND =
      new LedgerFindings(
          3_000,
          Set.of(),
          Set.of(),
          Duration.ZERO,
          List.of(new Handover(Side.MASTER, Side.SLAVE, Duration.ofMillis(2_042))));

  @TempDir Path folder;

  @Test
  void holdsTheSwitchoversAsReturnedWithTheOutageThatTheWorkerSaw() throws IOException {
    // Given
    DemoResult result = new DemoResult(List.of(LEG), Optional.of(SOUND), List.of());
    Path file = folder.resolve("new").resolve("report.json");

    // When
    DemoReport.write(result, file);

    // Then
    assertThat(new JsonObject(Files.readString(file)))
        .isEqualTo(
            new JsonObject(
                """
                {"result":"PASS",
                 "switchovers":[{"id":"a1","from":"master","to":"slave","state":"COMPLETED",
                   "outageMs":2042,"stopMs":310,"cutOverMs":1200,"rows":500000,"bytes":61200000,"verified":true,
                   "outageMsByMaster":1800}],
                 "ledger":{"acknowledged":3000,"lost":0,"duplicated":0,"overlapMs":0},
                 "failures":[]}\
                """));
  }

  @Test
  void saysWhatFailed() {
    // Given
    DemoResult result = new DemoResult(List.of(), Optional.empty(), List.of("no worker"));

    // When
    JsonObject json = DemoReport.json(result);

    // Then
    assertThat(json)
        .isEqualTo(
            new JsonObject(
                "{\"result\":\"FAIL\",\"switchovers\":[],\"ledger\":null,\"failures\":[\"no worker\"]}"));
  }

  @Test
  void isSummedUpInATable() {
    // Given
    DemoResult result = new DemoResult(List.of(LEG), Optional.of(SOUND), List.of("a difference"));
    StringWriter output = new StringWriter();

    // When
    DemoSummary.print(result, new PrintWriter(output));

    // Then
    assertThat(output.toString().lines().map(line -> line.strip().replaceAll(" {2,}", " | ")))
        .containsExactly(
            "",
            "switchover | phase | duration | rows | bytes | rate",
            "master → slave | CUTTING_OVER | 5.00 s | 500,000 | 61.2 MB | 12.2 MB/s",
            "master → slave | COMPLETED | 9.00 s | 500,000 | 61.2 MB | 6.8 MB/s",
            "master → slave | outage | 2.04 s | (the master says: stop 0.31 s, cut-over 1.20 s, boot -)",
            "",
            "ledger: 3,000 commits acknowledged, 0 lost, 0 duplicated, 0 ms of two workers",
            "FAILED: a difference");
  }
}

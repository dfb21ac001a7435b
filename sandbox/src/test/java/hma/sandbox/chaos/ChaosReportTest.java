package hma.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import hma.sandbox.demo.LedgerFindings;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ChaosReportTest {
  private static final ChaosPlan PLAN = new ChaosPlan(17, Duration.ofSeconds(60), 20_000);

  @Test
  void countsWhatHappened() {
    // Given
    ChaosResult result = result(List.of(), Optional.empty());

    // Then
    assertThat(printed(result))
        .contains(
            "seed 17, 60 s: 5 mishaps (2 frozen, 3 killed)",
            "they met: 3 at rest, 2 commit the target",
            "3 switchovers (2 COMPLETED, 1 ROLLED_BACK), 0 refreshes (none)",
            "alarms meanwhile: settling",
            "1,234 commits acknowledged, 0 lost, 0 duplicated")
        .doesNotContain("VIOLATION", "again:");
    assertThat(ChaosReport.json(result))
        .isEqualTo(
            new JsonObject(
                """
                {"result": "PASS", "seed": 17, "seconds": 60, "mishaps": {"frozen": 2, "killed": 3},
                 "struck": {"at rest": 3, "commit the target": 2},
                 "switchovers": {"COMPLETED": 2, "ROLLED_BACK": 1}, "refreshes": {}, "alarms": {"settling": 4},
                 "ledger": {"acknowledged": 1234, "lost": 0, "duplicated": 0}, "violations": [], "logs": null}
                """));
  }

  @Test
  void tellsHowToSeeAViolationAgain() {
    // Given
    ChaosResult result =
        result(List.of("lost although acknowledged"), Optional.of(Path.of("kept")));

    // Then
    assertThat(printed(result))
        .contains(
            "VIOLATION: lost although acknowledged",
            "the trace, the journal and all logs: kept",
            "again: ./hma chaos --seconds 60 --seed 17 --rows 20000");
    assertThat(ChaosReport.json(result).getString("result")).isEqualTo("FAIL");
    assertThat(ChaosReport.json(result).getString("logs")).isEqualTo("kept");
  }

  private static ChaosResult result(List<String> violations, Optional<Path> logs) {
    return new ChaosResult(
        PLAN,
        Map.of("killed", 3, "frozen", 2),
        Map.of("commit the target", 2, StepCount.REST, 3),
        Map.of("ROLLED_BACK", 1, "COMPLETED", 2),
        Map.of(),
        Map.of("settling", 4),
        Optional.of(new LedgerFindings(1_234, Set.of(), Set.of(), Duration.ZERO, List.of())),
        violations,
        logs);
  }

  private static String printed(ChaosResult result) {
    StringWriter printed = new StringWriter();
    ChaosReport.print(result, new PrintWriter(printed));
    return printed.toString();
  }
}

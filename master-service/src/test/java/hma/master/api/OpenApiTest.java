package hma.master.api;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import hma.master.inspection.ComparisonReport;
import hma.master.inspection.InspectionView;
import hma.master.schedule.Boundary;
import hma.master.schedule.Plan;
import hma.master.switchover.AlarmView;
import hma.master.switchover.AppsView;
import hma.master.switchover.ExpectedOutage;
import hma.master.switchover.FenceChangeView;
import hma.master.switchover.NextView;
import hma.master.switchover.PauseView;
import hma.master.switchover.PreflightReport;
import hma.master.switchover.QuotaView;
import hma.master.switchover.StandbyView;
import hma.master.switchover.StatusView;
import hma.master.switchover.StepView;
import hma.master.switchover.SwitchoverPage;
import hma.master.switchover.SwitchoverState;
import hma.master.switchover.SwitchoverView;
import hma.master.switchover.TableUnderWay;
import hma.master.switchover.TableView;
import hma.sync.Finding;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.RecordComponent;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class OpenApiTest {
  private static final JsonObject DOCUMENT = OpenApi.load().document();
  private static final JsonObject SCHEMAS =
      DOCUMENT.getJsonObject("components").getJsonObject("schemas");

  @RegisterExtension final ServedApi api = new ServedApi();

  private static Stream<Map.Entry<String, Class<? extends Record>>> records() {
    return Stream.of(
        Map.entry("Status", StatusView.class),
        Map.entry("Apps", AppsView.class),
        Map.entry("Standby", StandbyView.class),
        Map.entry("Boundary", NextView.class),
        Map.entry("Boundary", Boundary.class),
        Map.entry("Pause", PauseView.class),
        Map.entry("Quota", QuotaView.class),
        Map.entry("Alarm", AlarmView.class),
        Map.entry("Switchover", SwitchoverView.class),
        Map.entry("ExpectedOutage", ExpectedOutage.class),
        Map.entry("MovedTable", TableView.class),
        Map.entry("TableUnderWay", TableUnderWay.class),
        Map.entry("Step", StepView.class),
        Map.entry("SwitchoverPage", SwitchoverPage.class),
        Map.entry("Preflight", InspectionView.class),
        Map.entry("PreflightReport", PreflightReport.class),
        Map.entry("Finding", Finding.class),
        Map.entry("TableForecast", PreflightReport.TableForecast.class),
        Map.entry("Skipped", PreflightReport.Skipped.class),
        Map.entry("Deployment", PreflightReport.Deployment.class),
        Map.entry("Comparison", InspectionView.class),
        Map.entry("ComparisonReport", ComparisonReport.class),
        Map.entry("ComparedTable", ComparisonReport.TableResult.class),
        Map.entry("DifferingKey", ComparisonReport.DifferingKey.class),
        Map.entry("ComparedSequence", ComparisonReport.SequenceResult.class),
        Map.entry("FenceChange", FenceChangeView.class),
        Map.entry("SideResult", FenceChangeView.SideResult.class),
        Map.entry("Failure", FenceChangeView.Failure.class),
        Map.entry("Plan", Plan.class),
        Map.entry("Month", Plan.Month.class),
        Map.entry("Budget", Plan.Budget.class),
        Map.entry("Account", Plan.Account.class));
  }

  @ParameterizedTest
  @MethodSource("records")
  void describesEveryFieldThatIsAnswered(Map.Entry<String, Class<? extends Record>> entry) {
    JsonObject schema = SCHEMAS.getJsonObject(entry.getKey());
    TreeSet<String> fields =
        Arrays.stream(entry.getValue().getRecordComponents())
            .map(RecordComponent::getName)
            .collect(toCollection(TreeSet::new));

    assertThat(schema.getJsonObject("properties").fieldNames())
        .containsExactlyInAnyOrderElementsOf(fields);
    assertThat(schema.getJsonArray("required").stream().map(String::valueOf))
        .containsExactlyInAnyOrderElementsOf(fields);
  }

  @ParameterizedTest
  @EnumSource(SwitchoverState.class)
  void describesEveryState(SwitchoverState state) {
    JsonArray states =
        SCHEMAS
            .getJsonObject("Switchover")
            .getJsonObject("properties")
            .getJsonObject("state")
            .getJsonArray("enum");

    assertThat(states).contains(state.name()).hasSize(SwitchoverState.values().length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          startSwitchover  | {"to":"slave"}
          startSwitchover  | {"to":"slave","from":"master","dryRun":true}
          startSwitchover  | {}
          startSwitchover  | {"to":"both"}
          startSwitchover  | {"to":"slave","now":true}
          startSwitchover  | {"to":"slave","dryRun":null}
          startSwitchover  | {"to":"slave","from":null}
          startSwitchover  | {"to":"slave","dryRun":"yes"}
          startRefresh     | {}
          startRefresh     | {"to":"slave"}
          startPreflight   | {}
          startPreflight   | {"to":"slave"}
          startPreflight   | {"to":1}
          startComparison  | {"tables":["public.*"],"rows":10}
          startComparison  | {"rows":1001}
          startComparison  | {"rows":-1}
          startComparison  | {"rows":1.5}
          startComparison  | {"rows":2.0}
          startComparison  | {"tables":"public.*"}
          startComparison  | {"tables":[" "]}
          startFenceChange | {"change":"close"}
          startFenceChange | {"change":"open","ttl":"10m","by":"Ada"}
          startFenceChange | {"change":"ajar"}
          startFenceChange | {"change":"open","until":"10m"}
          startFenceChange | {"ttl":"10m"}
          pause            | {"until":"2026-12-24T00:00:00Z","by":"Ada"}
          pause            | {"by":1}
          pause            | {"by":" "}
          pause            | {"by":"a\\nb"}
          startFenceChange | {"change":"open","by":""}
          pause            | {"for":"1d"}
          """)
  void readersAndDocumentAllowTheSameBodies(String operation, String body) throws Exception {
    Map.Entry<String, String> where = where(operation);

    HttpResponse<String> response = api.act(where.getKey(), where.getValue(), body, Scope.ADMIN);

    assertThat(response.statusCode() != 422)
        .as(response.body())
        .isEqualTo(Contract.allows(operation, body));
  }

  private static Map.Entry<String, String> where(String operationId) {
    return DOCUMENT.getJsonObject("paths").stream()
        .flatMap(path ->
            ((JsonObject) path.getValue())
                .stream()
                    .filter(entry ->
                        entry.getValue() instanceof JsonObject operation
                            && operationId.equals(operation.getString("operationId")))
                    .map(entry ->
                        Map.entry(
                            entry.getKey().toUpperCase(java.util.Locale.ROOT), path.getKey())))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void isServed() throws Exception {
    HttpResponse<String> response = api.get("/openapi.yaml");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).contains("application/yaml");
    assertThat(response.body()).startsWith("openapi: 3.1.0");
  }
}

package hma.master.switchover;

import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Side;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwitchoverViewTest {
  private static final SwitchoverView VIEW =
      new SwitchoverView(
          "20261101-000003-5f3a9c1e",
          "switchover",
          Side.MASTER,
          Side.SLAVE,
          SwitchoverState.STOPPING,
          false,
          null,
          null,
          null,
          null,
          12,
          345,
          false,
          null,
          null,
          List.of(),
          List.of(),
          List.of(),
          null,
          Instant.parse("2026-11-01T00:00:03Z"),
          null);

  @Test
  void isReadAsItWasWritten() {
    assertThat(SwitchoverView.from(VIEW.toJson())).isEqualTo(VIEW);
  }

  @Test
  void isReadWhereAnOlderVersionHasWrittenIt() {
    JsonObject older = VIEW.toJson();
    List.of("goingBack", "kind", "moving", "expected").forEach(older::remove);

    assertThat(SwitchoverView.from(older)).isEqualTo(VIEW);
    assertThat(SwitchoverView.fromAnyVersion(older.put("state", "UNHEARD_OF")).state())
        .isEqualTo(SwitchoverState.PREPARING);
  }
}

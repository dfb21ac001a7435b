package hma.sandbox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import hma.protocol.Side;
import hma.sandbox.endtoend.CommandLine.Ended;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code unfence}, where only the agent reaches the standby's database. */
final class UnfenceEndToEndTest {
  @TempDir Path folder;
  private Installation installation;

  @AfterEach
  void stop() {
    if (installation != null) {
      installation.close();
    }
  }

  @Test
  void theStandbyIsWrittenWhileItIsOpenAndWhatWasMadeIsFencedWithIt() throws Exception {
    // Given
    installation = Installation.start(folder, Map.of());
    installation.awaitWorkAt(Side.MASTER);
    CommandLine commandLine = installation.commandLine();
    Ended closed = commandLine.run("unfence", "--standby", "--close");
    String refused = write("INSERT INTO customer (name) VALUES ('stray')");

    // When
    Ended opened = commandLine.run("unfence", "--standby", "--ttl", "1h", "--by", "Ada");
    String migrated =
        write("CREATE TABLE made (id serial, v text); INSERT INTO made (v) VALUES ('x')");
    HttpResponse<String> switchover = installation.api().post(Side.MASTER, Side.SLAVE);
    Ended shortened = commandLine.run("unfence", "--standby", "--ttl", "1s");
    Installation.patiently().until(() -> openUntil() == null);

    // Then
    assertThat(closed.out()).contains("the slave is fenced");
    assertThat(closed.code()).isZero();
    assertThat(refused).isEqualTo("42501");
    assertThat(opened.code()).as(opened.out()).isZero();
    assertThat(migrated).isEmpty();
    assertThat(new JsonObject(switchover.body()).getString("code")).isEqualTo("standby-open");
    assertThat(shortened.code()).as(shortened.out()).isZero();
    assertThat(write("INSERT INTO made (v) VALUES ('stray')")).isEqualTo("42501");
    assertThat(write("INSERT INTO customer (name) VALUES ('stray')")).isEqualTo("42501");
    assertThat(installation.database(Side.SLAVE).value("SELECT string_agg(v, '') FROM made"))
        .isEqualTo("x");
    assertThat(installation.workers(Side.SLAVE)).isZero();
    Installation.patiently().until(() -> installation.agents() == 0);
    assertThat(installation.api().status().getJsonArray("alarms")).isEmpty();
    installation.awaitWorkAt(Side.MASTER);
  }

  private String openUntil() throws Exception {
    return installation.api().status().getJsonObject("standby").getString("openUntil");
  }

  /** What PostgreSQL says to who writes on the slave's database; empty when it is not refused. */
  private String write(String sql) {
    SQLException refused =
        catchThrowableOfType(SQLException.class, () -> installation.database(Side.SLAVE).run(sql));
    return refused == null ? "" : refused.getSQLState();
  }
}

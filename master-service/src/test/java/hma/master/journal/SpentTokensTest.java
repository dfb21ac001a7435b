package hma.master.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hma.config.DatabaseUrl;
import hma.postgres.Postgres;
import hma.postgres.Sql;
import hma.postgres.TestPostgres;
import hma.protocol.Side;
import hma.sync.PostgresSite;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpentTokensTest {
  private final Instant soon = Instant.now().plusSeconds(300);

  private final Vertx vertx = Vertx.vertx();
  private final DatabaseUrl database = TestPostgres.shared().newDatabase();
  private final Leadership first = leadership("one");
  private final Leadership second = leadership("two");

  private Leadership leadership(String name) {
    Postgres postgres = Postgres.of(vertx, database, Leadership.application(name));
    return new Leadership(postgres, name, Duration.ofSeconds(15), Clock.systemUTC());
  }

  @BeforeEach
  void lead() {
    new PostgresSite(vertx, Side.MASTER, database).install();
    first.take();
  }

  @AfterEach
  void resign() throws Exception {
    first.resign();
    second.resign();
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void letsEachActOnceWhoeverLeads() {
    SpentTokens tokens = new Journal(first).spentTokens();

    assertThat(tokens.spend("a", soon)).isTrue();
    assertThat(tokens.spend("a", soon)).isFalse();
    assertThat(tokens.spend("b", soon)).isTrue();
    first.resign();
    second.take();
    SpentTokens afterwards = new Journal(second).spentTokens();
    assertThat(afterwards.spend("a", soon)).isFalse();
    assertThat(afterwards.spend("c", soon)).isTrue();
  }

  @Test
  void letsNothingActForAMasterThatWasReplaced() {
    Sql.execute(database, "UPDATE hma.state SET term = term + 1");

    assertThatThrownBy(() -> new Journal(first).spentTokens().spend("a", soon))
        .isInstanceOf(Deposed.class);
    assertThat(Sql.rows(database, "SELECT id FROM hma.spent_tokens")).isEmpty();
  }

  @Test
  void forgetsThoseThatHaveExpiredLongAgo() {
    SpentTokens tokens = new Journal(first).spentTokens();
    tokens.spend("old", Instant.now().minus(Duration.ofHours(2)));

    tokens.spend("new", soon);

    assertThat(Sql.rows(database, "SELECT id FROM hma.spent_tokens"))
        .isEqualTo(List.of(List.of("new")));
  }
}

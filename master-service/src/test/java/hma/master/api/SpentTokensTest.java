package hma.master.api;

import static org.assertj.core.api.Assertions.assertThat;

import hma.master.support.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpentTokensTest {
  private final TestClock clock = new TestClock(Instant.parse("2026-11-21T00:00:00.700Z"));
  private final SpentTokens spent = new SpentTokens(clock, 2);

  @Test
  void acceptsATokenOnce() {
    assertThat(spent.spend(token("a"))).isEqualTo(SpentTokens.Outcome.ACCEPTED);
    assertThat(spent.spend(token("a"))).isEqualTo(SpentTokens.Outcome.SEEN_BEFORE);
  }

  @Test
  void refusesRatherThanForgets() {
    spent.spend(token("a"));
    spent.spend(token("b"));

    assertThat(spent.spend(token("c"))).isEqualTo(SpentTokens.Outcome.MEMORY_FULL);
    assertThat(spent.spend(token("a"))).isEqualTo(SpentTokens.Outcome.SEEN_BEFORE);
  }

  @Test
  void forgetsWhatHasExpiredWhenItNeedsTheRoom() {
    spent.spend(token("a"));
    spent.spend(token("b"));
    clock.move(Duration.ofMinutes(5));

    assertThat(spent.spend(token("c"))).isEqualTo(SpentTokens.Outcome.ACCEPTED);
  }

  @Test
  void knowsNothingOfTokensFromBeforeItsBeginningAndRefusesThem() {
    Instant second = Instant.parse("2026-11-21T00:00:00Z");

    assertThat(spent.spend(token("a", second.minusSeconds(1))))
        .isEqualTo(SpentTokens.Outcome.OLDER_THAN_THIS_PROCESS);
    assertThat(spent.spend(token("a", second))).isEqualTo(SpentTokens.Outcome.ACCEPTED);
  }

  private AccessToken token(String id) {
    return token(id, clock.instant());
  }

  private static AccessToken token(String id, Instant issuedAt) {
    return new AccessToken(
        id, Optional.of(Scope.ADMIN), issuedAt, issuedAt.plus(Duration.ofMinutes(5)));
  }
}

package hma.sandbox.chaos;

import static hma.protocol.Side.MASTER;
import static hma.protocol.Side.SLAVE;
import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SuccessionTest {
  private final List<Journaled> journal = new ArrayList<>();

  @Test
  void followsWhatMovedAndWhatDidNot() {
    // Given
    add("a", false, MASTER, 2, "ROLLED_BACK");
    add("b", true, MASTER, 1, "COMPLETED");
    add("c", false, MASTER, 2, "FAILED");
    add("d", false, SLAVE, 3, "CANCELLED");
    add("e", false, SLAVE, 3, "COMPLETED");

    // Then
    assertThat(broken(MASTER, 3)).isEmpty();
  }

  @Test
  void seesOneThatNeverEnded() {
    // Given
    add("a", false, MASTER, 2, "CUTTING_OVER");

    // Then
    assertThat(broken(MASTER, 1)).containsExactly("a never ended: it is CUTTING_OVER");
  }

  @Test
  void seesOneThatBeganWhereNobodyWorked() {
    // Given
    add("a", false, MASTER, 2, "COMPLETED");
    add("b", false, MASTER, 3, "ROLLED_BACK");

    // Then
    assertThat(broken(SLAVE, 2)).containsExactly("b began on the master, and the slave was active");
  }

  @Test
  void seesAnOwnerThatNoSwitchoverMade() {
    // Given
    add("a", false, MASTER, 2, "ROLLED_BACK");

    // Then
    assertThat(broken(SLAVE, 2))
        .containsExactly(
            "by the journal's switchovers the master is active with epoch 1, by its owner the slave with epoch 2");
  }

  @Test
  void seesARefreshThatFailedAndAnEpochThatIsNotTheNext() {
    // Given
    add("a", true, MASTER, 1, "FAILED");
    add("b", false, MASTER, 4, "COMPLETED");

    // Then
    assertThat(broken(SLAVE, 2)).containsExactly("the refresh a is FAILED", "b has epoch 4, not 2");
  }

  private void add(String id, boolean refresh, Side from, long epoch, String state) {
    journal.add(new Journaled(id, refresh, from, from.other(), epoch, state));
  }

  private List<String> broken(Side last, long epoch) {
    return Succession.broken(journal, MASTER, 1, last, epoch);
  }
}

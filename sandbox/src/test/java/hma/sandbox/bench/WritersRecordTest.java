package hma.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Side;
import hma.sandbox.demo.Handover;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritersRecordTest {
  @TempDir Path folder;

  @Test
  void measuresFromTheLastAnswerOnOneSideToTheFirstOnTheOther() throws Exception {
    Writing.acknowledge(folder, "a", Side.MASTER, 1, 1000);
    Writing.acknowledge(folder, "b", Side.MASTER, 1, 1500);
    Writing.acknowledge(folder, "a", Side.MASTER, 2, 1400);
    Writing.acknowledge(folder, "d", Side.SLAVE, 1, 2900);
    Writing.acknowledge(folder, "c", Side.SLAVE, 1, 2500);

    assertThat(new WritersRecord(folder).handovers())
        .containsExactly(new Handover(Side.MASTER, Side.SLAVE, Duration.ofSeconds(1)));
  }

  @Test
  void showsMoreChangesWhereBothSidesWriteAtATime() throws Exception {
    Writing.acknowledge(folder, "a", Side.MASTER, 1, 1000);
    Writing.acknowledge(folder, "c", Side.SLAVE, 1, 1001);
    Writing.acknowledge(folder, "a", Side.MASTER, 2, 1002);

    assertThat(new WritersRecord(folder).handovers()).hasSize(2);
  }

  @Test
  void countsWhatWasAcknowledgedAlone() throws Exception {
    Writing.acknowledge(folder, "a", Side.MASTER, 1, 1000);
    Writing.note(folder, "a", "unknown", Side.MASTER, 2, 1100);
    Writing.acknowledge(folder, "b", Side.MASTER, 1, 1000);
    Writing.acknowledge(folder, "b", Side.MASTER, 2, 1200);
    WritersRecord record = new WritersRecord(folder);

    assertThat(record.acknowledged()).isEqualTo(3);
    assertThat(record.last()).containsEntry("a", 1L).containsEntry("b", 2L).hasSize(2);
  }

  @Test
  void tellsTheRateBeforeTheLastChangeOfTheSide() throws Exception {
    for (int n = 1; n <= 100; n++) {
      Writing.acknowledge(folder, "a", Side.MASTER, n, 1000 + n * 10);
    }
    Writing.acknowledge(folder, "c", Side.SLAVE, 1, 9000);
    WritersRecord record = new WritersRecord(folder);

    assertThat(record.rateBeforeLastHandover(Duration.ofMillis(500))).isEqualTo(100);
  }
}

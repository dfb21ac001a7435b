package hma.agent;

import static hma.agent.InMemorySite.problemOf;
import static hma.agent.TestAgent.CLAIM;
import static hma.agent.TestAgent.PLAN;
import static hma.agent.TestAgent.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import hma.master.agent.AgentUnreachable;
import hma.master.agent.RemoteSite;
import hma.protocol.Cargo;
import hma.protocol.Outcome;
import hma.protocol.Problem;
import hma.protocol.Writers;
import hma.sync.RowReader;
import hma.sync.RowWriter;
import hma.sync.Source;
import hma.sync.Target;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a line that loses answers or breaks does to a move. */
class BrokenLineTest {
  private static final List<Buffer> CHUNKS =
      IntStream.range(0, 6).mapToObj(n -> Buffer.buffer(("row " + n + "\n").repeat(500))).toList();

  private final InMemorySite database = new InMemorySite();
  private final TestAgent agent = TestAgent.serving(database, Duration.ofSeconds(3));

  @AfterEach
  void close() {
    agent.close();
  }

  @Test
  void takesEveryCallOnceThoughEveryFirstAnswerIsLost() {
    try (Line line = Line.losingFirstAnswers(agent.port())) {
      // Given
      RemoteSite site = agent.site(line.port(), TestAgent.IMPATIENT);

      // When
      site.raiseTerm(4);
      site.fence(CLAIM, PLAN);
      int terminated = site.terminateSessions();
      List<Buffer> read = writeAndReadBack(site);
      Outcome outcome = site.settle(CLAIM);

      // Then
      assertThat(line.lost()).isGreaterThan(CHUNKS.size() * 2 + 10);
      assertThat(terminated).isEqualTo(2);
      assertThat(read).isEqualTo(CHUNKS);
      assertThat(outcome).isEqualTo(Outcome.ABORTED);
      assertThat(changes())
          .containsExactly(
              "raiseTerm 4",
              "fence switchover-1",
              "terminateSessions",
              "openTarget",
              "write ALL_ROWS of public.t",
              "finish public.t",
              "setSequences 1",
              "restore",
              "commit",
              "close target",
              "openSource STOPPED",
              "read ALL_ROWS of public.t",
              "settle with 0 open targets");
    }
  }

  @Test
  void givesUpAnAgentThatIsKilledDuringAnImport() {
    try (Line line = Line.sound(agent.port())) {
      // Given
      RemoteSite site = agent.site(line.port(), TestAgent.IMPATIENT);
      Target target = site.openTarget(CLAIM, PLAN);
      RowWriter writer = target.write(TABLE, Cargo.ALL_ROWS);
      writer.write(CHUNKS.getFirst());

      // When
      line.cut();
      Problem problem =
          problemOf(() -> {
            CHUNKS.forEach(writer::write);
            writer.finish();
          });

      // Then
      assertThat(problem.code()).isEqualTo(AgentUnreachable.UNREACHABLE);
      assertThat(problem.retryable()).isTrue();
      assertThat(problem.detail()).contains("127.0.0.1:").contains("web dyno");
      writer.close();
      target.close();
    }
  }

  @Test
  void rollsBackWhenTheMasterIsSilentForTooLong() {
    try (Line line = Line.sound(agent.port())) {
      // Given
      Target target = agent.site(line.port(), TestAgent.IMPATIENT).openTarget(CLAIM, PLAN);
      target.restore();

      // When
      line.cut();

      // Then
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(database.openTargets).hasValue(0));
      assertThat(database.calls).doesNotContain("commit");
      target.close();
    }
  }

  @Test
  void saysHelloAsSoonAsTheRouterLetsItThrough() {
    try (Line line = Line.losingFirstAnswers(agent.port())) {
      RemoteSite site = agent.site(line.port(), TestAgent.IMPATIENT);

      assertThat(site.hello(Duration.ofSeconds(20)).serverVersion()).isEqualTo(170011);
      assertThat(line.lost()).isEqualTo(1);
    }
  }

  private static List<Buffer> writeAndReadBack(RemoteSite site) {
    try (Target target = site.openTarget(CLAIM, PLAN)) {
      try (RowWriter writer = target.write(TABLE, Cargo.ALL_ROWS)) {
        CHUNKS.forEach(writer::write);
        assertThat(writer.finish()).isEqualTo(CHUNKS.size() * 10L);
      }
      target.setSequences(target.sequences());
      target.restore();
      target.commit();
    }
    List<Buffer> read = new ArrayList<>();
    try (Source source = site.openSource(CLAIM, PLAN, Writers.STOPPED);
        RowReader reader = source.read(TABLE, Cargo.ALL_ROWS)) {
      for (Buffer chunk = reader.next(); chunk != null; chunk = reader.next()) {
        read.add(chunk);
      }
    }
    return read;
  }

  private List<String> changes() {
    return database.calls.stream().filter(call -> !call.startsWith("chunk ")).toList();
  }
}

package hma.agent;

import static hma.agent.InMemorySite.problemOf;
import static hma.agent.TestAgent.CLAIM;
import static hma.agent.TestAgent.PLAN;
import static hma.agent.TestAgent.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import hma.master.agent.AgentUnreachable;
import hma.master.agent.RemoteSite;
import hma.protocol.Afterwards;
import hma.protocol.AgentProblems;
import hma.protocol.Bucketing;
import hma.protocol.CaptureUnit;
import hma.protocol.Cargo;
import hma.protocol.Claim;
import hma.protocol.Hello;
import hma.protocol.Outcome;
import hma.protocol.Problem;
import hma.protocol.SequenceValue;
import hma.protocol.Side;
import hma.protocol.SiteRole;
import hma.protocol.SurveyedTable;
import hma.protocol.TableChanges;
import hma.protocol.TableName;
import hma.protocol.TableSelection;
import hma.protocol.Writers;
import hma.sync.LiveTarget;
import hma.sync.OpenSide;
import hma.sync.RowReader;
import hma.sync.RowWriter;
import hma.sync.Source;
import hma.sync.SourceRounds;
import hma.sync.Target;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The master's end of the line against a real agent on loopback. */
class RemoteSiteTest {
  private final InMemorySite database = new InMemorySite();
  private final TestAgent agent = TestAgent.serving(database, Duration.ofSeconds(2));
  private final RemoteSite site = agent.site();

  @AfterEach
  void close() {
    database.letGo();
    agent.close();
  }

  @Test
  void saysHelloWithWhatTheDatabaseIs() {
    Hello hello = site.hello(Duration.ofSeconds(10));

    assertThat(hello.side()).isEqualTo(Side.SLAVE);
    assertThat(hello.serverVersion()).isEqualTo(170011);
    assertThat(site.hello(Duration.ofSeconds(10)).instance()).isEqualTo(hello.instance());
  }

  @Test
  void asksWhatTheOtherSideKnows() {
    assertThat(site.state()).isEqualTo(database.state());
    assertThat(site.catalog(new TableSelection(List.of("a*"))))
        .isEqualTo(database.catalog(new TableSelection(List.of("a*"))));
    assertThat(site.inventory(TableSelection.all()))
        .isEqualTo(database.inventory(TableSelection.all()));
    assertThat(site.activity()).isEqualTo(database.activity());
    assertThat(site.obstacles(PLAN, SiteRole.TARGET))
        .containsExactly("1 tables cannot be a TARGET");
    assertThat(site.analyze(PLAN.relations())).isEqualTo(database.analyze(PLAN.relations()));
  }

  @Test
  void doesWhatTheOtherSideShallDo() {
    site.raiseTerm(4);
    site.adopt(1, 4);
    site.fence(CLAIM, PLAN);
    site.fenceAll(CLAIM, new TableSelection(List.of("sales.*")));
    site.lift(CLAIM);

    assertThat(site.terminateSessions()).isEqualTo(2);
    assertThat(site.settle(CLAIM)).isEqualTo(Outcome.ABORTED);
    assertThat(database.calls)
        .containsExactly(
            "raiseTerm 4",
            "adopt 1 4",
            "fence switchover-1",
            "fenceAll switchover-1 [sales.*]",
            "lift switchover-1",
            "terminateSessions",
            "settle with 0 open targets");
  }

  @Test
  void throwsTheProblemThatTheOtherSideThrew() {
    assertThat(problemOf(() -> site.fence(new Claim("switchover-1", 13, 3), PLAN)))
        .isEqualTo(InMemorySite.REFUSAL);
    assertThat(problemOf(() -> site.raiseTerm(1)).code()).isEqualTo("stale-term");
  }

  @Test
  void tellsNothingOfADefectButThatThereIsOne() {
    Problem problem = problemOf(() -> site.fence(new Claim("switchover-1", 14, 3), PLAN));

    assertThat(problem.code()).isEqualTo(AgentProblems.INTERNAL);
    assertThat(problem.detail()).doesNotContain("secret");
  }

  @Test
  void waitsForWorkThatTakesLongerThanAnAnswerMay() {
    // Given
    database.holdUp();
    agent.masterVertx().setTimer(1_500, timer -> database.letGo());

    // When
    int ended = site.terminateSessions();

    // Then
    assertThat(ended).isEqualTo(2);
    assertThat(database.calls).containsExactly("terminateSessions");
  }

  @Test
  void readsTheRowsOfATableInOrder() {
    // Given
    List<Buffer> chunks = chunks(7);
    database.committed.put(TABLE.name(), chunks);

    // When
    List<Buffer> read = new ArrayList<>();
    long rows;
    try (Source source = site.openSource(CLAIM, PLAN, Writers.STOPPED);
        RowReader reader = source.read(TABLE, Cargo.ALL_ROWS)) {
      for (Buffer chunk = reader.next(); chunk != null; chunk = reader.next()) {
        read.add(chunk);
      }
      rows = reader.rows();
    }

    // Then
    assertThat(read).isEqualTo(chunks);
    assertThat(rows).isEqualTo(70);
    assertThat(database.openSources).hasValue(0);
    assertThat(database.openReaders).hasValue(0);
  }

  @Test
  void readsATableWithoutRows() {
    try (Source source = site.openSource(CLAIM, PLAN, Writers.STOPPED);
        RowReader reader = source.read(TABLE, Cargo.ALL_ROWS)) {
      assertThat(reader.next()).isNull();
      assertThat(reader.next()).isNull();
      assertThat(reader.rows()).isZero();
    }
  }

  @Test
  void givesAnExportUpInTheMiddleAndReadsTheNextTable() {
    database.committed.put(TABLE.name(), chunks(20));
    try (Source source = site.openSource(CLAIM, PLAN, Writers.STOPPED)) {
      // Given
      try (RowReader reader = source.read(TABLE, Cargo.ALL_ROWS)) {
        reader.next();
      }

      // When
      try (RowReader reader = source.read(TABLE, Cargo.ALL_ROWS)) {
        // Then
        assertThat(reader.next()).isEqualTo(chunks(1).getFirst());
      }
      assertThat(source.fingerprint(TABLE).first())
          .isEqualTo("340282366920938463463374607431768211455");
      assertThat(source.sequences())
          .containsExactly(new SequenceValue(new TableName("public", "s"), Long.MAX_VALUE, true));
    }
    assertThat(database.openReaders).hasValue(0);
  }

  @Test
  void comparesAndPreparesTablesOnAnOpenSide() {
    // Given
    List<SurveyedTable> asked =
        List.of(new SurveyedTable(TABLE.name(), new Bucketing(Bucketing.Kind.RANGE, 4, 7)));

    // When, Then
    try (Source source = site.openSource(CLAIM, PLAN, Writers.STOPPED);
        Target target = site.openTarget(CLAIM, PLAN)) {
      for (OpenSide side : List.of(source, target)) {
        assertThat(side.extents(List.of(TABLE.name()))).isEqualTo(InMemorySite.EXTENTS);
        assertThat(side.survey(asked)).isEqualTo(InMemorySite.TOTALS);
      }
      try (RowWriter writer = source.write(TABLE, Cargo.WANTED)) {
        chunks(3).forEach(writer::write);
        assertThat(writer.finish()).isEqualTo(30);
      }
      target.prepare(new TableChanges(List.of(TABLE.name()), List.of()));
      assertThat(target.proveChanged(TABLE).rows()).isZero();
    }
    assertThat(database.calls)
        .contains(
            "survey " + asked, "write WANTED of public.t", "finish public.t", "prepare [public.t]");
  }

  @Test
  void takesRoundsOfALiveCopy() {
    // Given
    List<CaptureUnit> units =
        List.of(new CaptureUnit(4, TABLE, List.of(TABLE.name()), List.of(TABLE.name()), false));

    // When
    site.startCapture(CLAIM, units);
    try (SourceRounds rounds = site.openRounds(CLAIM, PLAN, units);
        LiveTarget target = site.openLiveTarget(CLAIM, PLAN, units, Afterwards.FENCED_STANDBY)) {
      target.makeIndexes();
      assertThat(rounds.begin(4096)).isEqualTo(InMemorySite.CHANGES);
      target.apply(InMemorySite.CHANGES);
      assertThat(rounds.viewVersions()).isEqualTo(InMemorySite.VIEWS);
      rounds.finish();
      try (Source beside = rounds.beside(PLAN)) {
        assertThat(beside.fingerprint(TABLE).rows()).isZero();
        assertThat(beside.rewritten()).containsExactly(new TableName("public", "emptied"));
      }
      target.restoreUnvalidated();
      target.computeViews(List.of());
      target.computeViews(List.of(InMemorySite.VIEWS.getFirst().view()));
      target.commitAsOf(InMemorySite.LOGGED_IN);
    }
    site.validate(CLAIM);
    try (Target part = site.openResumableTarget(CLAIM, PLAN)) {
      part.restore();
    }

    // Then
    assertThat(site.backlog(CLAIM, units)).isEqualTo(InMemorySite.BACKLOG);
    assertThat(site.stopCapture(CLAIM)).containsExactly("held by somebody");
    assertThat(site.schemaStamp(TableSelection.all())).isEqualTo("stamp of []");
    assertThat(database.calls)
        .containsExactly(
            "startCapture of 1",
            "openRounds of 1",
            "openLiveTarget of 1 to be FENCED_STANDBY",
            "makeIndexes",
            "begin 4096",
            "apply " + InMemorySite.CHANGES,
            "finish",
            "joinSource 00000003-0000001B-1",
            "restoreUnvalidated",
            "computeViews 1",
            "commit as of " + InMemorySite.LOGGED_IN,
            "close target",
            "validate " + CLAIM.switchover(),
            "openResumableTarget",
            "restore",
            "close target",
            "stopCapture " + CLAIM.switchover());
    assertThat(database.openSources).hasValue(0);
  }

  @Test
  void writesATableAndCommitsIt() {
    // Given
    List<Buffer> chunks = chunks(9);

    // When
    long rows;
    try (Target target = site.openTarget(CLAIM, PLAN)) {
      try (RowWriter writer = target.write(TABLE, Cargo.ALL_ROWS)) {
        chunks.forEach(writer::write);
        rows = writer.finish();
      }
      target.setSequences(target.sequences());
      target.restore();
      assertThat(target.fingerprint(TABLE).rows()).isEqualTo(9);
      target.commit();
    }

    // Then
    assertThat(rows).isEqualTo(90);
    assertThat(database.committed.get(TABLE.name())).isEqualTo(chunks);
    assertThat(database.calls)
        .containsExactly(
            "openTarget",
            "write ALL_ROWS of public.t",
            "finish public.t",
            "setSequences 1",
            "restore",
            "commit",
            "close target");
  }

  @Test
  void surfacesTheErrorOfAWriteAtTheEndAtLatest() {
    database.failWritesFrom = 3;
    try (Target target = site.openTarget(CLAIM, PLAN);
        RowWriter writer = target.write(TABLE, Cargo.ALL_ROWS)) {
      Problem problem =
          problemOf(() -> {
            chunks(4).forEach(writer::write);
            writer.finish();
          });

      assertThat(problem).isEqualTo(InMemorySite.REFUSAL);
    }
    assertThat(database.calls).doesNotContain("finish public.t", "commit");
    assertThat(database.openTargets).hasValue(0);
  }

  @Test
  void keepsASessionOpenWhileTheSwitchoverIsSilent() {
    try (Target target = site.openTarget(CLAIM, PLAN)) {
      Awaitility.await()
          .pollDelay(Duration.ofSeconds(4))
          .untilAsserted(() -> assertThat(database.openTargets).hasValue(1));

      target.restore();
    }
  }

  @Test
  void dropsTheOpenTargetBeforeItSettles() {
    // Given
    Target target = site.openTarget(CLAIM, PLAN);

    // When
    site.settle(CLAIM);

    // Then
    assertThat(database.calls)
        .containsExactly("openTarget", "close target", "settle with 0 open targets");
    assertThat(problemOf(target::commit).code()).isEqualTo(AgentProblems.SESSION_DROPPED);
    target.close();
  }

  @Test
  void bearsWithAnAgentThatStartedAfterItsOwnClock() {
    assertThat(agent.siteBehind(Duration.ofSeconds(6)).hello(Duration.ofSeconds(30)).side())
        .isEqualTo(Side.SLAVE);
  }

  @Test
  void isRefusedWithAnotherKey() {
    RemoteSite stranger = agent.siteWith(TestAgent.keys("another key that is long enough, too"));

    Problem problem = problemOf(() -> stranger.fence(CLAIM, PLAN));

    assertThat(problem.code()).isEqualTo(AgentUnreachable.REFUSED);
    assertThat(problem.detail()).contains("HMA_SHARED_KEY").contains("127.0.0.1");
    assertThat(database.calls).isEmpty();
  }

  @Test
  void isToldWhenTheAgentStopsInOrder() {
    // Given
    Target target = site.openTarget(CLAIM, PLAN);

    // When
    agent.stop();

    // Then
    assertThat(database.openTargets).hasValue(0);
    assertThat(problemOf(target::commit).code())
        .isIn(AgentUnreachable.UNREACHABLE, AgentProblems.SESSION_DROPPED);
    target.close();
  }

  private static List<Buffer> chunks(int count) {
    List<Buffer> chunks = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      chunks.add(Buffer.buffer(("row " + number + "\n").repeat(1000 + number)));
    }
    return chunks;
  }
}

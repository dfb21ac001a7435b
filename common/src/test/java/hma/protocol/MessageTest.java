package hma.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageTest {
  private static final TableName NAME = new TableName("public", "a \"b\" \u00fc");
  private static final Claim CLAIM = new Claim("switchover-1", 2, 3);
  private static final MovedTable TABLE =
      new MovedTable(
          NAME, List.of("c"), List.of(new ComparedColumn("c", Hashing.ROW)), List.of("c"), 5);
  private static final MovePlan PLAN = new MovePlan(List.of(NAME), List.of(TABLE), List.of(NAME));
  private static final CaptureUnit UNIT =
      new CaptureUnit(1, TABLE, List.of(NAME), List.of(NAME), true);
  private static final List<UnitChanges> CHANGES =
      List.of(
          new UnitChanges(
              1,
              false,
              1,
              Optional.of(CopyText.of(new byte[] {'7', '\n', (byte) 0xe9})),
              Optional.empty(),
              new Fingerprint(1, BigInteger.TWO, BigInteger.TEN)));
  private static final List<SequenceValue> VALUES =
      List.of(new SequenceValue(NAME, Long.MIN_VALUE, false));

  static Stream<SiteCommand> commands() {
    return Stream.of(
        new DatabaseCommand.ReadState(),
        new DatabaseCommand.RaiseTerm(7),
        new DatabaseCommand.Adopt(1, 2),
        new DatabaseCommand.ReadCatalog(TableSelection.all()),
        new DatabaseCommand.FindObstacles(PLAN, SiteRole.SOURCE),
        new DatabaseCommand.ReadActivity(),
        new DatabaseCommand.TerminateSessions(),
        new DatabaseCommand.Fence(CLAIM, PLAN),
        new DatabaseCommand.FenceAll(CLAIM, new TableSelection(List.of("sales.*"))),
        new DatabaseCommand.Lift(CLAIM),
        new DatabaseCommand.Settle(CLAIM),
        new DatabaseCommand.StartCapture(CLAIM, List.of(UNIT)),
        new DatabaseCommand.StopCapture(CLAIM),
        new DatabaseCommand.ReadBacklog(CLAIM, List.of(UNIT)),
        new DatabaseCommand.EndVacuums(PLAN),
        new DatabaseCommand.Validate(CLAIM),
        new DatabaseCommand.StampSchema(TableSelection.all()),
        new DatabaseCommand.TakeInventory(TableSelection.all()),
        new DatabaseCommand.Analyze(List.of(NAME)),
        new DataCommand.ReadExtents(List.of(NAME)),
        new DataCommand.Survey(
            List.of(
                new SurveyedTable(NAME, Bucketing.WHOLE),
                new SurveyedTable(NAME, new Bucketing(Bucketing.Kind.RANGE, 5, 3)))),
        new DataCommand.StartExport(TABLE, Cargo.ALL_ROWS),
        new DataCommand.EndExport(),
        new DataCommand.StartImport(TABLE, Cargo.WANTED),
        new DataCommand.FinishImport(3),
        new DataCommand.AbandonImport(),
        new DataCommand.TakeFingerprint(TABLE),
        new DataCommand.ReadSequences(),
        new SourceCommand.OpenSource(CLAIM, PLAN, Writers.STOPPED),
        new SourceCommand.JoinSource(CLAIM, PLAN, "00000003-0000001B-1"),
        new SourceCommand.OpenRounds(CLAIM, PLAN, List.of(UNIT)),
        new SourceCommand.BeginRound(1 << 18),
        new SourceCommand.FinishRound(),
        new SourceCommand.ExportSnapshot(),
        new SourceCommand.FindRewritten(),
        new SourceCommand.ReadViewVersions(),
        new SourceCommand.CloseSource(),
        new TargetCommand.OpenTarget(CLAIM, PLAN),
        new TargetCommand.OpenLiveTarget(CLAIM, PLAN, List.of(UNIT), Afterwards.STANDBY),
        new TargetCommand.OpenResumableTarget(CLAIM, PLAN),
        new TargetCommand.MakeIndexes(),
        new TargetCommand.ApplyChanges(CHANGES),
        new TargetCommand.RestoreUnvalidated(),
        new TargetCommand.ComputeViews(List.of(new MaterializedView(NAME, true))),
        new TargetCommand.Prepare(new TableChanges(List.of(NAME), List.of())),
        new TargetCommand.ProveChanged(TABLE),
        new TargetCommand.Restore(),
        new TargetCommand.SetSequences(VALUES),
        new TargetCommand.Commit(),
        new TargetCommand.CommitAsOf(Instant.parse("2026-11-01T00:00:00.123456Z")),
        new TargetCommand.CloseTarget());
  }

  static Stream<SiteResult> results() {
    return Stream.of(
        new SiteResult.Done(),
        new SiteResult.Failed(new Problem(409, "stale-term", "t", "d", true)),
        new SiteResult.State(
            new SiteState(
                170011,
                4,
                2,
                3,
                Optional.of(new CommitReceipt("failover-1", 4, Instant.EPOCH)),
                Optional.of(
                    new Unfit("s", Instant.parse("2026-11-28T01:02:03.004005Z"), List.of(NAME))))),
        new SiteResult.CatalogRead(
            new Catalog(
                1,
                List.of(
                    new Table(
                        NAME,
                        Table.Kind.PLAIN,
                        List.of(NAME),
                        List.of(new Column("c", "text", true, false, true)),
                        List.of("c"),
                        List.of(List.of("c", "d")),
                        true,
                        false,
                        1,
                        2)),
                List.of(new ForeignKey("f", NAME, NAME, "FOREIGN KEY")),
                List.of(NAME),
                List.of("x*"))),
        new SiteResult.Obstacles(List.of("none but one")),
        new SiteResult.ActivityRead(
            new Activity(
                List.of(new ClientSession(1, "r", "", "", Instant.parse("2026-11-01T00:00:00.5Z"))),
                -1,
                "a counter")),
        new SiteResult.Count(Long.MAX_VALUE),
        new SiteResult.Settled(Outcome.ABORTED),
        new SiteResult.Extents(
            List.of(
                new Extent(true, 5, Optional.of(Long.MIN_VALUE), Optional.of(Long.MAX_VALUE)),
                new Extent(false, 0, Optional.empty(), Optional.empty()))),
        new SiteResult.Surveyed(
            List.of(new TableTotals(new Fingerprint(1, BigInteger.ZERO, BigInteger.ONE), 2, 3))),
        new SiteResult.Fingerprinted(
            new Fingerprint(1, BigInteger.TWO.pow(127), BigInteger.TWO.pow(127).negate())),
        new SiteResult.SequenceValues(VALUES),
        new SiteResult.SnapshotExported("00000003-0000001B-1"),
        new SiteResult.BacklogRead(new Backlog(List.of(new Backlog.Unit(1, 2, true)), 3)),
        new SiteResult.RoundBegun(CHANGES),
        new SiteResult.SchemaStamped("0f"),
        new SiteResult.InventoryTaken(
            new Inventory(
                "UTF8",
                List.of(new Inventory.Extension("citext", "public", "1.6")),
                List.of(
                    new Inventory.DataType(
                        NAME,
                        Inventory.DataType.Kind.ENUM,
                        "",
                        List.of("sad"),
                        "",
                        List.of("s.t.c"))),
                List.of(
                    new Inventory.Constraint(
                        NAME, Inventory.Constraint.Kind.CHECK, "c", "CHECK (a > 0)")),
                List.of(new Inventory.Relation(NAME, Inventory.Relation.Kind.VIEW, "")),
                3,
                List.of(
                    new Inventory.Trait(NAME, Inventory.Trait.Kind.DEFAULT, "c", "DEFAULT 1")))),
        new SiteResult.Analyzed(new Analysis(1, List.of("public.t: no"))),
        new SiteResult.Rewritten(List.of(NAME)),
        new SiteResult.ViewVersions(
            List.of(
                new ViewVersion(new MaterializedView(NAME, false), Optional.empty()),
                new ViewVersion(new MaterializedView(NAME, true), Optional.of("1/2/3/4")))));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void carriesEveryCommand(SiteCommand command) {
    assertThat(Message.of(command).as(SiteCommand.class)).isEqualTo(command);
  }

  @ParameterizedTest
  @MethodSource("results")
  void carriesEveryResult(SiteResult result) {
    assertThat(Message.of(result).as(SiteResult.class)).isEqualTo(result);
  }

  @Test
  void testsEveryCommandAndEveryResult() {
    assertThat(leaves(SiteCommand.class)).isEqualTo(commands().map(Object::getClass).toList());
    assertThat(leaves(SiteResult.class)).isEqualTo(results().map(Object::getClass).toList());
  }

  @Test
  void compressesAPlanOfThousandsOfTables() {
    List<MovedTable> tables =
        IntStream.range(0, 5_000)
            .mapToObj(n ->
                new MovedTable(
                    new TableName("public", "table_" + n),
                    Collections.nCopies(20, "a_column_" + n),
                    Collections.nCopies(20, new ComparedColumn("a_column_" + n, Hashing.TEXT)),
                    List.of("a_column_" + n),
                    n))
            .toList();
    DatabaseCommand.Fence fence =
        new DatabaseCommand.Fence(CLAIM, new MovePlan(List.of(), tables, List.of()));

    Message message = Message.of(fence);

    assertThat(message.contentType()).isEqualTo(Message.GZIP);
    assertThat(message.bytes()).hasSizeLessThan(1 << 20);
    assertThat(message.as(SiteCommand.class)).isEqualTo(fence);
  }

  @Test
  void refusesWhatUnfoldsToTooMuch() {
    Message bomb = Message.of("0".repeat(Message.MOST_BYTES));

    assertThatThrownBy(() -> bomb.as(String.class))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("more than");
  }

  @Test
  void refusesWhatIsNotGzip() {
    Message broken = new Message(Message.GZIP, new byte[] {1, 2, 3});

    assertThatThrownBy(() -> broken.as(String.class))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("gzip");
  }

  private static List<Class<?>> leaves(Class<?> sealed) {
    List<Class<?>> leaves = new ArrayList<>();
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      RecordComponent[] components = permitted.getRecordComponents();
      leaves.addAll(components == null ? leaves(permitted) : List.of(permitted));
    }
    return leaves;
  }
}

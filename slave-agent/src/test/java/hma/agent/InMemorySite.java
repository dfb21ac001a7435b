package hma.agent;

import hma.protocol.Activity;
import hma.protocol.Afterwards;
import hma.protocol.Analysis;
import hma.protocol.Backlog;
import hma.protocol.CaptureUnit;
import hma.protocol.Cargo;
import hma.protocol.Catalog;
import hma.protocol.Claim;
import hma.protocol.ClientSession;
import hma.protocol.CopyText;
import hma.protocol.Extent;
import hma.protocol.Fingerprint;
import hma.protocol.Inventory;
import hma.protocol.MaterializedView;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.Outcome;
import hma.protocol.Problem;
import hma.protocol.ProblemException;
import hma.protocol.SequenceValue;
import hma.protocol.Side;
import hma.protocol.SiteRole;
import hma.protocol.SiteState;
import hma.protocol.SurveyedTable;
import hma.protocol.TableChanges;
import hma.protocol.TableName;
import hma.protocol.TableSelection;
import hma.protocol.TableTotals;
import hma.protocol.UnitChanges;
import hma.protocol.ViewVersion;
import hma.protocol.Writers;
import hma.sync.LiveSite;
import hma.sync.LiveTarget;
import hma.sync.RowReader;
import hma.sync.RowWriter;
import hma.sync.Source;
import hma.sync.SourceRounds;
import hma.sync.Target;
import io.vertx.core.buffer.Buffer;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A site that keeps its tables in memory, counts what is done to it, and can be held up. */
final class InMemorySite implements LiveSite {
  static final Instant LOGGED_IN = Instant.parse("2026-11-01T08:15:30.123456Z");
  static final Problem REFUSAL =
      new Problem(422, "database-refused", "The database refused a statement", "no: 42501", false);

  static final List<Extent> EXTENTS =
      List.of(new Extent(true, 7, Optional.of(Long.MIN_VALUE), Optional.of(3L)));
  static final List<TableTotals> TOTALS =
      List.of(new TableTotals(new Fingerprint(7, BigInteger.TWO, BigInteger.TEN), 3, 1));

  static final Backlog BACKLOG = new Backlog(List.of(new Backlog.Unit(4, 7, false)), 8192);
  static final List<ViewVersion> VIEWS =
      List.of(
          new ViewVersion(
              new MaterializedView(new TableName("public", "m"), true), Optional.of("1")));

  static final List<UnitChanges> CHANGES =
      List.of(
          new UnitChanges(
              4,
              false,
              1,
              Optional.of(CopyText.of(new byte[] {'7', '\n'})),
              Optional.of(CopyText.of(new byte[] {'7', '\t', (byte) 0xe9, '\n'})),
              new Fingerprint(1, BigInteger.TWO, BigInteger.TEN)));

  /** What is committed: the chunks that each table was written with. */
  final Map<TableName, List<Buffer>> committed = new ConcurrentHashMap<>();

  /** Every call that changes something or opens something, in order. */
  final List<String> calls = new CopyOnWriteArrayList<>();

  final AtomicInteger openTargets = new AtomicInteger();
  final AtomicInteger openSources = new AtomicInteger();
  final AtomicInteger openReaders = new AtomicInteger();

  /** Held by a test that wants writes, fingerprints and terminations to wait. */
  final Semaphore gate = new Semaphore(Integer.MAX_VALUE / 2);

  /** Counts down when a fingerprint is being taken. */
  final CountDownLatch fingerprinting = new CountDownLatch(1);

  volatile long failWritesFrom = Long.MAX_VALUE;

  void holdUp() {
    gate.drainPermits();
  }

  void letGo() {
    gate.release(Integer.MAX_VALUE / 2);
  }

  private void pass() {
    try {
      gate.acquire();
      gate.release();
    } catch (InterruptedException interrupt) {
      throw new IllegalStateException("interrupted", interrupt);
    }
  }

  @Override
  public Side side() {
    return Side.SLAVE;
  }

  @Override
  public SiteState state() {
    return new SiteState(170011, 7, 3, 0, Optional.empty(), Optional.empty());
  }

  @Override
  public void raiseTerm(long term) {
    calls.add("raiseTerm " + term);
    if (term < 3) {
      throw new Problem(409, "stale-term", "Another master has taken over", "term 3", false)
          .asException();
    }
  }

  @Override
  public void adopt(long epoch, long term) {
    calls.add("adopt " + epoch + " " + term);
  }

  @Override
  public Catalog catalog(TableSelection selection) {
    return new Catalog(
        170011, List.of(), List.of(), List.of(new TableName("public", "s")), selection.patterns());
  }

  @Override
  public Inventory inventory(TableSelection selection) {
    return new Inventory(
        "UTF8",
        List.of(new Inventory.Extension("hstore", "public", "1.8")),
        List.of(),
        List.of(),
        List.of(),
        2);
  }

  @Override
  public Analysis analyze(List<TableName> tables) {
    return new Analysis(1, tables.stream().map(table -> table + " was skipped").toList());
  }

  @Override
  public List<String> obstacles(MovePlan plan, SiteRole role) {
    return List.of(plan.tables().size() + " tables cannot be a " + role);
  }

  @Override
  public Activity activity() {
    return new Activity(
        List.of(new ClientSession(41, "worker", "", "idle", LOGGED_IN)), Long.MIN_VALUE, "7");
  }

  @Override
  public int terminateSessions() {
    pass();
    calls.add("terminateSessions");
    return 2;
  }

  @Override
  public void fence(Claim claim, MovePlan plan) {
    calls.add("fence " + claim.switchover());
    if (claim.epoch() == 13) {
      throw REFUSAL.asException();
    }
    if (claim.epoch() == 14) {
      throw new IllegalStateException("a defect with secret words");
    }
  }

  @Override
  public void fenceAll(Claim claim, TableSelection selection) {
    calls.add("fenceAll %s %s".formatted(claim.switchover(), selection.patterns()));
  }

  @Override
  public void lift(Claim claim) {
    calls.add("lift " + claim.switchover());
  }

  @Override
  public Outcome settle(Claim claim) {
    calls.add("settle with " + openTargets.get() + " open targets");
    return Outcome.ABORTED;
  }

  @Override
  public Source openSource(Claim claim, MovePlan plan, Writers writers) {
    calls.add("openSource " + writers);
    openSources.incrementAndGet();
    return new MemorySource();
  }

  @Override
  public Source joinSource(Claim claim, MovePlan plan, String snapshot) {
    calls.add("joinSource " + snapshot);
    openSources.incrementAndGet();
    return new MemorySource();
  }

  @Override
  public Target openTarget(Claim claim, MovePlan plan) {
    calls.add("openTarget");
    openTargets.incrementAndGet();
    return new MemoryTarget();
  }

  @Override
  public SourceRounds openRounds(Claim claim, MovePlan plan, List<CaptureUnit> units) {
    calls.add("openRounds of " + units.size());
    openSources.incrementAndGet();
    return new MemoryRounds();
  }

  @Override
  public LiveTarget openLiveTarget(
      Claim claim, MovePlan plan, List<CaptureUnit> units, Afterwards afterwards) {
    calls.add("openLiveTarget of " + units.size() + " to be " + afterwards);
    openTargets.incrementAndGet();
    return new MemoryTarget();
  }

  @Override
  public Target openResumableTarget(Claim claim, MovePlan plan) {
    calls.add("openResumableTarget");
    openTargets.incrementAndGet();
    return new MemoryTarget();
  }

  @Override
  public void startCapture(Claim claim, List<CaptureUnit> units) {
    calls.add("startCapture of " + units.size());
  }

  @Override
  public List<String> stopCapture(Claim claim) {
    calls.add("stopCapture " + claim.switchover());
    return List.of("held by somebody");
  }

  @Override
  public Backlog backlog(Claim claim, List<CaptureUnit> units) {
    return BACKLOG;
  }

  @Override
  public void endVacuums(MovePlan plan) {
    calls.add("endVacuums");
  }

  @Override
  public void validate(Claim claim) {
    calls.add("validate " + claim.switchover());
  }

  @Override
  public String schemaStamp(TableSelection selection) {
    return "stamp of " + selection.patterns();
  }

  private Fingerprint fingerprintOf(Map<TableName, List<Buffer>> tables, MovedTable table) {
    fingerprinting.countDown();
    pass();
    List<Buffer> chunks = tables.getOrDefault(table.name(), List.of());
    Buffer all = Buffer.buffer();
    chunks.forEach(all::appendBuffer);
    return new Fingerprint(
        chunks.size(),
        new BigInteger("340282366920938463463374607431768211455"),
        BigInteger.valueOf(all.hashCode()));
  }

  private class MemorySource implements Source {
    private final Map<TableName, List<Buffer>> written = new ConcurrentHashMap<>();

    @Override
    public String exportSnapshot() {
      return "00000003-0000001B-1";
    }

    @Override
    public Source beside(MovePlan part) {
      return joinSource(new Claim("beside", 7, 3), part, exportSnapshot());
    }

    @Override
    public List<TableName> rewritten() {
      return List.of(new TableName("public", "emptied"));
    }

    @Override
    public List<Extent> extents(List<TableName> asked) {
      return EXTENTS;
    }

    @Override
    public List<TableTotals> survey(List<SurveyedTable> tables) {
      calls.add("survey " + tables);
      return TOTALS;
    }

    @Override
    public RowWriter write(MovedTable table, Cargo cargo) {
      calls.add("write " + cargo + " of " + table.name());
      return new MemoryWriter(written, table.name());
    }

    @Override
    public RowReader read(MovedTable table, Cargo cargo) {
      calls.add("read " + cargo + " of " + table.name());
      openReaders.incrementAndGet();
      return new MemoryReader(committed.getOrDefault(table.name(), List.of()));
    }

    @Override
    public Fingerprint fingerprint(MovedTable table) {
      return fingerprintOf(committed, table);
    }

    @Override
    public List<SequenceValue> sequences() {
      return List.of(new SequenceValue(new TableName("public", "s"), Long.MAX_VALUE, true));
    }

    @Override
    public void close() {
      openSources.decrementAndGet();
    }
  }

  private final class MemoryRounds extends MemorySource implements SourceRounds {
    @Override
    public List<UnitChanges> begin(int mostBytes) {
      calls.add("begin " + mostBytes);
      return CHANGES;
    }

    @Override
    public List<ViewVersion> viewVersions() {
      return VIEWS;
    }

    @Override
    public void finish() {
      calls.add("finish");
    }
  }

  private final class MemoryReader implements RowReader {
    private final List<Buffer> chunks;
    private int next;

    private MemoryReader(List<Buffer> chunks) {
      this.chunks = chunks;
    }

    @Override
    public @Nullable Buffer next() {
      pass();
      calls.add("chunk " + next);
      return next < chunks.size() ? chunks.get(next++) : null;
    }

    @Override
    public long rows() {
      return chunks.size() * 10L;
    }

    @Override
    public void close() {
      openReaders.decrementAndGet();
    }
  }

  private final class MemoryTarget implements LiveTarget {
    private final Map<TableName, List<Buffer>> written = new ConcurrentHashMap<>();

    @Override
    public List<Extent> extents(List<TableName> asked) {
      return EXTENTS;
    }

    @Override
    public List<TableTotals> survey(List<SurveyedTable> tables) {
      calls.add("survey " + tables);
      return TOTALS;
    }

    @Override
    public RowReader read(MovedTable table, Cargo cargo) {
      calls.add("read " + cargo + " of " + table.name());
      openReaders.incrementAndGet();
      return new MemoryReader(written.getOrDefault(table.name(), List.of()));
    }

    @Override
    public RowWriter write(MovedTable table, Cargo cargo) {
      calls.add("write " + cargo + " of " + table.name());
      return new MemoryWriter(written, table.name());
    }

    @Override
    public void prepare(TableChanges changes) {
      calls.add("prepare " + changes.all());
    }

    @Override
    public Fingerprint proveChanged(MovedTable table) {
      return fingerprintOf(written, table);
    }

    @Override
    public void restore() {
      calls.add("restore");
    }

    @Override
    public void makeIndexes() {
      calls.add("makeIndexes");
    }

    @Override
    public void apply(List<UnitChanges> changes) {
      calls.add("apply " + changes);
    }

    @Override
    public void restoreUnvalidated() {
      calls.add("restoreUnvalidated");
    }

    @Override
    public void computeViews(List<MaterializedView> views) {
      calls.add("computeViews " + views.size());
    }

    @Override
    public void setSequences(List<SequenceValue> values) {
      calls.add("setSequences " + values.size());
    }

    @Override
    public Fingerprint fingerprint(MovedTable table) {
      return fingerprintOf(written, table);
    }

    @Override
    public List<SequenceValue> sequences() {
      return List.of(new SequenceValue(new TableName("public", "s"), 5, false));
    }

    @Override
    public void commit() {
      calls.add("commit");
      committed.putAll(written);
    }

    @Override
    public void commitAsOf(Instant moment) {
      calls.add("commit as of " + moment);
      committed.putAll(written);
    }

    @Override
    public void close() {
      calls.add("close target");
      openTargets.decrementAndGet();
    }
  }

  private final class MemoryWriter implements RowWriter {
    private final Map<TableName, List<Buffer>> tables;
    private final TableName table;
    private final List<Buffer> chunks = new ArrayList<>();

    private MemoryWriter(Map<TableName, List<Buffer>> tables, TableName table) {
      this.tables = tables;
      this.table = table;
    }

    @Override
    public void write(Buffer chunk) {
      pass();
      if (chunks.size() >= failWritesFrom) {
        throw REFUSAL.asException();
      }
      chunks.add(chunk.copy());
    }

    @Override
    public long finish() {
      calls.add("finish " + table);
      tables.put(table, List.copyOf(chunks));
      return chunks.size() * 10L;
    }

    @Override
    public void close() {
      calls.add("close writer");
    }
  }

  /** The problem that a call ends with. */
  static Problem problemOf(Runnable call) {
    try {
      call.run();
    } catch (ProblemException problem) {
      return problem.problem();
    }
    throw new AssertionError("no problem came");
  }
}

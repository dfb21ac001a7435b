package hma.master.switchover;

import hma.master.journal.Purpose;
import hma.protocol.Json;
import hma.protocol.Side;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A switchover, or a refresh, as others may see it: nothing in it is secret.
 *
 * @param id names it in paths and in the journal
 * @param kind {@code switchover} or {@code refresh}
 * @param from the side that was active before
 * @param to the side that is to be active afterwards, or that is refreshed
 * @param state how far it is; while it goes back, how far it was
 * @param goingBack whether it is being undone
 * @param outageMs milliseconds from the order to stop the source's worker until the target's was
 *     up, or the source's again where it went back; null until known, and where none was stopped
 * @param stopMs milliseconds of the outage spent on stopping the worker; null until known
 * @param cutOverMs milliseconds from the stopped worker to the target's commit; null until known
 * @param bootMs milliseconds from the commit to the running worker; null until known
 * @param rows rows carried so far
 * @param bytes bytes carried so far
 * @param verified whether the fingerprints of both sides were found equal
 * @param freshAsOf of a refresh: what was committed before is in the standby; null until known
 * @param expected of a rehearsal: the outage to expect; null until known
 * @param tables what was moved of each table
 * @param moving the tables that are under way
 * @param steps the journaled steps, in their order
 * @param failure why it did not complete, or null
 * @param startedAt when it was begun
 * @param finishedAt when it reached a terminal state, or null
 */
public record SwitchoverView(
    String id,
    String kind,
    Side from,
    Side to,
    SwitchoverState state,
    boolean goingBack,
    @Nullable Long outageMs,
    @Nullable Long stopMs,
    @Nullable Long cutOverMs,
    @Nullable Long bootMs,
    long rows,
    long bytes,
    boolean verified,
    @Nullable Instant freshAsOf,
    @Nullable ExpectedOutage expected,
    List<TableView> tables,
    List<TableUnderWay> moving,
    List<StepView> steps,
    @Nullable String failure,
    Instant startedAt,
    @Nullable Instant finishedAt) {
  private static final String GOING_BACK = "goingBack";

  /** Keeps copies of the lists; what was journaled before there were kinds is a switchover. */
  public SwitchoverView {
    kind = Objects.requireNonNullElse(kind, Purpose.SWITCHOVER.label());
    tables = List.copyOf(tables);
    moving = moving == null ? List.of() : List.copyOf(moving);
    steps = List.copyOf(steps);
  }

  /** Whether it brings the standby up to date, and leaves the active side active. */
  boolean refreshes() {
    return kind.equals(Purpose.REFRESH.label());
  }

  /** Whether the active side is another one afterwards. */
  public boolean moves() {
    return kind.equals(Purpose.SWITCHOVER.label());
  }

  /** Without tables and steps, of which there may be thousands. */
  SwitchoverView brief() {
    return new SwitchoverView(
        id,
        kind,
        from,
        to,
        state,
        goingBack,
        outageMs,
        stopMs,
        cutOverMs,
        bootMs,
        rows,
        bytes,
        verified,
        freshAsOf,
        expected,
        List.of(),
        List.of(),
        List.of(),
        failure,
        startedAt,
        finishedAt);
  }

  /** Reads back what {@link #toJson} wrote, also before it was told whether it goes back. */
  static SwitchoverView from(JsonObject json) {
    JsonObject whole = json.containsKey(GOING_BACK) ? json : json.copy().put(GOING_BACK, false);
    return Json.decodeOwn(whole.toBuffer().getBytes(), SwitchoverView.class);
  }

  /** As {@link #from}, also where a version wrote it whose states have other names. */
  static SwitchoverView fromAnyVersion(JsonObject json) {
    boolean known =
        Stream.of(SwitchoverState.values())
            .anyMatch(state -> state.name().equals(json.getValue("state")));
    return from(known ? json : json.copy().put("state", SwitchoverState.PREPARING.name()));
  }

  /** As the journal keeps it. */
  JsonObject toJson() {
    return new JsonObject(Buffer.buffer(Json.encode(this)));
  }
}
